"""The tools for language models, from their client's side: a process, over its standard input and output."""

import json
import os
import subprocess
import sys

from command_line import PATIENCE
from mcp import ClientSession, StdioServerParameters, stdio_client

PROGRAM = ["-c", "from bot.launch import main; main()"]
QUESTION = "哪个开发区把审批时限压缩了37.5%？"


async def test_a_model_asks_shows_and_lists(cli, data_dir, tmp_path):
    (config := tmp_path / "config.yaml").write_text("# nothing\n")
    arguments = [*PROGRAM, "--config", str(config), "--data-dir", str(data_dir), "mcp"]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))
    with (tmp_path / "log").open("w") as log:
        async with stdio_client(server, errlog=log) as streams, ClientSession(*streams) as session:
            begun = await session.initialize()
            config.write_text("data_dir: [\n")  # of a library that is open already
            assert "citation" in begun.instructions
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            assert set(tools) == {"ask", "show", "documents"}
            assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())

            asked = await session.call_tool("ask", {"question": QUESTION, "k": 2})
            answer = asked.structured_content
            printed = json.loads(cli("--data-dir", data_dir, "ask", QUESTION, "-k", 2, "--json").stdout)
            assert {**answer, "milliseconds": {}} == {**printed, "milliseconds": {}}
            assert json.loads(asked.content[0].text) == answer
            citation = answer["passages"][0]["citation"]["id"]

            shown = await session.call_tool("show", {"citation": citation})
            assert shown.structured_content["text"] == answer["passages"][0]["text"]
            listed = await session.call_tool("documents", {})
            assert [document["name"] for document in listed.structured_content["result"]] == [
                "松岭/松岭.md",
                "青河.txt",
            ]

            refused = await session.call_tool("ask", {"question": "哪个开发区把审批时限压缩了38.5%？"})
            assert (refused.is_error, refused.structured_content["reason"]) == (False, "number_not_found")
            for tool, given in (
                ("show", {"citation": "none"}), ("ask", {"question": "产值", "organization": "没有的"}), ("ask", {}),
                ("ask", {"question": "产值", "k": 51}),
            ):  # fmt: skip
                failed = await session.call_tool(tool, given)
                assert failed.is_error
                assert failed.content[0].text
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_nothing_but_the_protocol_is_written_and_the_end_of_input_ends_it(tmp_path):
    lines = ["", "no json", '{"jsonrpc": "2.0", "id": 1, "method": "ping"}', "[" * 1000]
    ended = subprocess.run(
        [sys.executable, *PROGRAM, "--data-dir", tmp_path / "none", "mcp"],
        input="\n".join(lines) + "\n", capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ended.returncode == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in ended.stdout.splitlines())
    assert "Traceback" not in ended.stderr
