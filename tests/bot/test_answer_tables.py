"""A table of answers at the terminal, in a file and in Telegram."""

import csv
from io import StringIO

import pytest
from tables_of_answers import row, table
from telegram_markup import parse_html, utf16_units

from bot.tables.csv_file import COLUMNS, table_csv
from bot.telegram.views.markup import LIMIT, plain
from bot.telegram.views.tables import A_PAGE, LINKED, render_table, table_pages
from bot.terminal.answer_tables import show_table
from bot.terminal.answers import console

TWO = table(row("青岚市", "6%以上", 6.0), row("云浦市", "5%左右", 5.0), selected=("青岚市",), missing=("林泽市",))


def test_a_terminal_names_the_selected_the_values_and_who_states_nothing():
    out = StringIO()
    show_table(console(out), TWO, "zh")
    lines = out.getvalue().splitlines()
    assert lines[0] == "2 个中有 1 个：青岚市"
    assert any("云浦市" in line and "5%左右" in line and "年报.txt" in line for line in lines)
    assert lines[-2:] == ["未表述：林泽市", "查看了 3 个，其中 2 个有表述。"]


def test_none_selected_is_said():
    out = StringIO()
    show_table(console(out), table(row("青岚市", "6%", 6.0), selected=()), "en")
    assert out.getvalue().startswith("None of the 1 that state it.")


def test_a_csv_has_a_row_for_each_with_its_proof_and_no_formula():
    harmful = table(*TWO.rows, row("=cmd()", "-3%", -3.0, year=2030, conflict=True), missing=("@林泽",))
    read = list(csv.DictReader(StringIO(table_csv(harmful).decode("utf-8-sig"))))
    assert tuple(read[0]) == COLUMNS and len(read) == 4
    assert (read[0]["organization"], read[0]["value"], read[0]["number"], read[0]["unit"]) == (
        "青岚市",
        "6%以上",
        "6.0",
        "%",
    )
    assert read[2]["organization"] == "'=cmd()" and read[2]["value"] == "'-3%" and read[2]["conflict"] == "1"
    assert read[3]["organization"] == "'@林泽" and read[3]["value"] == ""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 12, 500])
def test_a_telegram_message_links_the_first_values_and_keeps_its_limits(language, count):
    rows = [row(f"第{number}开发区<&>", f"{number}%" * 20, float(number)) for number in range(count)]
    names = tuple(one.organization for one in rows)
    made = table(*rows, selected=names, missing=names)
    for page in range(1, table_pages(made) + 1):
        (shown,) = render_table(made, language, lambda id: f"https://t.me/b?start={id}&x", page)
        assert utf16_units(parse_html(shown).text) <= LIMIT
        links = shown.count("<a href=")
        assert links == min(count, LINKED) if page == 1 else links <= A_PAGE
        assert f"第{0 if page == 1 else (page - 2) * A_PAGE}开发区<&>" in plain(shown)


@pytest.mark.parametrize("option", ["--csv", "--chart"])
def test_a_file_for_the_table_is_looked_at_before_the_question_is(cli, data_dir, tmp_path, option):
    written = tmp_path / "t.png"
    (tmp_path / "folder.png").mkdir()
    for name in (tmp_path / "nowhere" / "t.png", tmp_path / "folder.png"):
        assert cli("--data-dir", data_dir, "ask", option, name, "问题").exit_code == 2
    assert cli("--data-dir", data_dir, "ask", option, written, "-", input="问题\n").exit_code == 2
    answered = cli("--data-dir", data_dir, "ask", option, written, "青河经济开发区签约项目多少个？")
    assert answered.exit_code == 0 and f"no table: {option}" in answered.stderr
    assert not written.exists()
