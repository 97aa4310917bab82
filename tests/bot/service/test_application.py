"""What the service gives: the very objects that the verbs print, as its description says."""

import json
import shutil
import signal

import pdf_files
import pytest
from jsonschema import Draft202012Validator

from bot.doctor import reach
from bot.service.openapi import openapi
from bot.settings import Settings
from retrieval.library import Library

QUESTION = "哪个开发区把审批时限压缩了37.5%？"


def printed(cli, service, *arguments: object) -> object:
    return json.loads(cli("--data-dir", service.data, *arguments, "--json").stdout)


def untimed(answer: dict) -> dict:
    return {name: value for name, value in answer.items() if name != "milliseconds"}


def fits(name: str, value: object) -> None:
    described = openapi()
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    Draft202012Validator(schema).validate(value)


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ({"question": QUESTION, "k": 2, "explain": True}, ("-k", 2, "--explain")),
        ({"question": "Which zone cut approval time by 91.3%?"}, ()),
        ({"question": "产值？", "organization": "松岭高新区"}, ("--organization", "松岭高新区")),
        (
            {"question": "产值是多少？", "document": "青河.txt", "since": "2020"},
            ("--document", "青河.txt", "--since", 2020),
        ),
    ],
)
def test_an_answer_is_the_object_that_the_verb_prints(cli, served, asked, options):
    status, answer = served.post("/ask", **asked)
    assert status == 200
    assert untimed(answer) == untimed(printed(cli, served, "ask", asked["question"], *options))
    fits("Answer", answer)


def test_documents_and_citations_are_the_objects_that_the_verbs_print(cli, served):
    status, documents = served.ask("GET", "/documents")
    assert (status, documents) == (200, printed(cli, served, "documents"))
    for document in documents:
        fits("Document", document)
    _, answer = served.post("/ask", question=QUESTION)
    citation = answer["passages"][0]["citation"]["id"]
    status, shown = served.ask("GET", f"/citations/{citation[:6]}")
    assert (status, shown) == (200, printed(cli, served, "show", citation))
    fits("Shown", shown)


@pytest.mark.parametrize("path", ["/citations/none", "/citations/%00%ff", "/citations/none/image", "/nothing", "/"])
def test_what_is_not_there_is_said(served, path):
    status, said = served.ask("GET", path)
    assert status == 404
    fits("Error", said)


def test_a_part_that_there_is_not_is_said(served):
    status, said = served.post("/ask", question="产值", organization="没有的")
    assert status == 400
    assert "没有的" in said["error"]


def test_the_service_says_that_it_is_up_and_what_it_can(served):
    found = reach.service(Settings(data_dir=served.data))
    assert (found.severity, served.up().url in found.message) == ("ok", True)
    assert served.ask("GET", "/health")[1]["status"] == "ok"
    status, described = served.ask("GET", "/openapi.json")
    assert (status, described) == (200, json.loads(json.dumps(openapi())))
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_what_changes_is_answered_from_at_once_and_its_page_drawn(start, data_dir, tmp_path):
    service = start()
    service.up()
    assert not service.post("/ask", question="临港产业园的货物吞吐量是多少？")[1]["answered"]
    drawn = pdf_files.Drawn()
    drawn.line("临港产业园去年货物吞吐量达到 318.4 万吨。", 60, 100)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "临港.pdf").write_bytes(drawn.data())
    with Library.open(Settings(data_dir=service.data)) as library:
        library.index([tmp_path / "more"])
    _, answer = service.post("/ask", question="临港产业园的货物吞吐量是多少？")
    assert answer["answer"] == "318.4 万吨"
    citation = answer["passages"][0]["citation"]
    fits("Citation", citation)
    status, image = service.ask("GET", f"/citations/{citation['id']}/image")
    assert (status, image[:8]) == (200, b"\x89PNG\r\n\x1a\n")
    _, other = service.post("/ask", question=QUESTION)
    status, said = service.ask("GET", f"/citations/{other['passages'][0]['citation']['id']}/image")
    assert (status, "no pages" in said["error"]) == (404, True)
    service.data.rename(tmp_path / "before")
    shutil.copytree(data_dir, service.data)
    assert not service.post("/ask", question="临港产业园的货物吞吐量是多少？")[1]["answered"]
    service.signal(signal.SIGTERM)
    assert service.ends() == 0
