"""Whether the indexes are what was written, and answer."""

from bot.check_result import CheckResult
from bot.doctor.examined import Examined, some
from retrieval.errors import YuanwenError


def index_files(examined: Examined) -> CheckResult:
    """Whether the files of the generation that the database is at are there, and as they were written."""
    faults = examined.library.index_faults()
    if not faults:
        return CheckResult("index files", "ok", "They are those of the database's generation, as they were written.")
    message = f"{some(faults)}."
    return CheckResult("index files", "warning", message, "Run `yuanwen compact`, which makes them anew.")


def indexes(examined: Examined) -> CheckResult | None:
    """Whether a question can be asked: the indexes stand for what the library holds, made with this model."""
    if examined.encoder is None:
        return None
    try:
        examined.library.ask("审批时限")
    except YuanwenError as error:
        return CheckResult("indexes", "error", str(error))
    return CheckResult("indexes", "ok", "They stand for what the library holds, and answer.")
