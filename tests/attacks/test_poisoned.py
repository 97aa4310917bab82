"""A document that is stuffed with the words of questions, in many copies, does not take the place of what answers."""

from pathlib import Path

from command_line import write_reports

from retrieval.library import Library
from retrieval.settings import Settings

QUESTIONS = {
    "青河经济开发区去年审批时限压缩了多少？": "37.5%",
    "青河经济开发区全年签约项目多少个？": "46 个",
    "松岭高新技术产业开发区建成标准厂房多少平方米？": "21 万平方米",
    "松岭高新技术产业开发区引进氢能企业多少家？": "9 家",
}
COPIES = 12


def stuffing(number: int) -> str:
    """All questions, all their words, over and over."""
    asked = "".join(QUESTIONS)
    names = "青河经济开发区、松岭高新技术产业开发区、审批时限、压缩、签约项目、标准厂房、氢能企业、多少、去年、全年"
    return "\n\n".join(f"{asked}\n\n{names}{number}。" for _ in range(3))


def test_stuffing_in_many_copies_displaces_no_answer_and_counts_once(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports")
    for number in range(COPIES):
        (reports / f"stuffed-{number}.txt").write_text(stuffing(number), encoding="utf-8")
    with Library.open(Settings(data_dir=tmp_path / "data")) as library:
        library.index([reports])
        for question, expected in QUESTIONS.items():
            answer = library.ask(question, 5)
            assert answer.answered and expected in answer.passages[0].text, question
            made = [one for one in answer.passages if one.citation.document.startswith("stuffed-")]
            assert len(made) <= 3, "copies are folded into the first of them"
