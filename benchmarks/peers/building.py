"""How much of what building a library costs is the encoder's own.

    python -m benchmarks.peers.building FOLDER

FOLDER has documents. They are indexed into a library that goes afterwards, and then all that was encoded for it is
encoded once more, by the encoder alone. CPU seconds of all threads and of the process that reads; the throughput of
the build is the share of the encoder's own seconds in all of its.
"""

import argparse
import os
import tempfile
from pathlib import Path

from retrieval.library import Library
from retrieval.passages.windows import windows
from retrieval.settings import Settings
from retrieval.storage.passages import all_passages


def spent() -> float:
    """CPU seconds of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def compare(folder: Path, data: Path) -> tuple[int, float, float]:
    """The number of texts that are encoded for the documents of a folder, the CPU seconds of indexing them into `data`,
    and those of the encoder alone with the same texts."""
    with Library.open(Settings(data_dir=data)) as library:
        encoder = library.encoder()
        encoder.encode_passages(["开始", "开始"])
        begun = spent()
        library.index([folder])
        building = spent() - begun
        with library.reading() as (db, _):
            found = {
                window.key: window.encoded
                for passage in all_passages(db)
                for window in windows(passage.text, passage.sentences, passage.context, encoder)
            }
        begun = spent()
        encoder.encode_passages(list(found.values()))
        return len(found), building, spent() - begun


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        count, building, encoding = compare(options.folder, Path(data))
    print(
        f"{count:,} texts: {building:.1f} s CPU to build, {encoding:.1f} s to encode alone; {encoding / building:.2f}"
    )


if __name__ == "__main__":
    main()
