"""TLS and users: who may not pass is told why. Before milvus-lite stands what it lacks; Milvus 2.3 has it itself."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from certificates import Authority
from milvus_servers import LiteServer, guarded
from milvus_standalone import ROOT, StandaloneServer
from pydantic import SecretStr

from retrieval.errors import EngineError, EngineUnavailable, SettingsError
from retrieval.indexes.milvus.server import Server
from retrieval.settings import MilvusSettings

Reach = Callable[..., list[str]]


@pytest.fixture(scope="module", params=["lite", "standalone"])
def secured(request: pytest.FixtureRequest, authority: Authority) -> Iterator[str]:
    """The address of a server with TLS, that lets in ROOT alone."""
    if request.param == "standalone":
        standalone: StandaloneServer = request.getfixturevalue("standalone")
        yield standalone.uri
        return
    lite: LiteServer = request.getfixturevalue("lite")
    with guarded(lite, ROOT, authority.identity("127.0.0.1")) as uri:
        yield uri


@pytest.fixture
def reach(tmp_path: Path, authority: Authority) -> Reach:
    """Asks a server what collections it has."""
    own = tmp_path / "authority.pem"
    own.write_bytes(authority.certificate)

    def collections(uri: str, token: str | None = ROOT, certificate: Path | None = own) -> list[str]:
        shown = SecretStr(token) if token else None
        settings = MilvusSettings(uri=uri, token=shown, certificate=certificate)
        with closing(Server(settings, tmp_path, patience=0.5)) as server:
            found: list[str] = server.call("list_collections")
        return found

    return collections


def test_who_shows_the_right_token_is_let_in(secured: str, reach: Reach) -> None:
    assert isinstance(reach(secured), list)


@pytest.mark.parametrize("token", ["root:falsch-4711", "niemand:falsch-4711", None])
def test_a_user_that_milvus_refuses_is_told_so_at_once(token: str | None, secured: str, reach: Reach) -> None:
    with pytest.raises(EngineError, match=r"refuses this user \(.*auth.*\). Set YUANWEN_MILVUS__TOKEN") as raised:
        reach(secured, token)
    assert raised.type is EngineError
    assert "4711" not in str(raised.value)


@pytest.mark.parametrize(
    ("signer", "said"),
    [
        ("somebody else", r"not trusted \(unable to get local issuer certificate\)\. See that .*others.pem"),
        ("authority of a test", r"cannot agree on TLS \(BAD_SIGNATURE.*See that .*others.pem"),
        (None, r"not trusted \(unable to get local issuer certificate\)\. Name a file .*milvus.certificate"),
    ],
)
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    signer: str | None, said: str, secured: str, reach: Reach, tmp_path: Path
) -> None:
    others = tmp_path / "others.pem"
    if signer:
        others.write_bytes(Authority(signer).certificate)
    with pytest.raises(EngineError, match=said) as raised:
        reach(secured, certificate=others if signer else None)
    assert raised.type is EngineError


def test_without_tls_it_is_said_how_it_is_asked_for(secured: str, reach: Reach) -> None:
    with pytest.raises(EngineUnavailable, match="https:// where it wants TLS"):
        reach(secured.replace("https", "http"))


def test_a_certificate_has_to_be_made_out_to_the_name_that_is_asked(
    lite: LiteServer, authority: Authority, reach: Reach
) -> None:
    with guarded(lite, ROOT, authority.identity("localhost")) as uri, pytest.raises(EngineError, match="another name"):
        reach(uri)


def test_a_certificate_has_a_day_on_which_it_ends(lite: LiteServer, authority: Authority, reach: Reach) -> None:
    ended = authority.identity("127.0.0.1", until=timedelta(days=-1))
    with guarded(lite, ROOT, ended) as uri, pytest.raises(EngineError, match=r"\(certificate has expired\)"):
        reach(uri)


def test_tls_where_there_is_none(lite: LiteServer, reach: Reach) -> None:
    with pytest.raises(EngineError, match=r"speaks no TLS\. Write http://"):
        reach(lite.uri.replace("http", "https"))


@pytest.mark.parametrize("content", [b"no certificate", None])
def test_a_file_without_certificates(content: bytes | None, lite: LiteServer, reach: Reach, tmp_path: Path) -> None:
    file = tmp_path / "wrong.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=f"milvus.certificate: {file}: "):
        reach(lite.uri.replace("http", "https"), certificate=file)
