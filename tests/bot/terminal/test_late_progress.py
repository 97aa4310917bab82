"""How far an answer has come is said when it takes a while, and only then."""

from bot.terminal.late_progress import late_progress


def test_nothing_is_said_of_what_is_done_in_time(capsys):
    with late_progress(patience=60.0) as progress:
        progress("looking", 0, 3)
        progress("looking", 3, 3)
    assert capsys.readouterr() == ("", "")


def test_what_takes_longer_is_said_now_and_then(capsys):
    with late_progress(patience=0.0) as progress:
        for done in range(100):
            progress("looking", done, 100)
    assert capsys.readouterr() == ("", "Looked at 0 of 100 organizations\n")
