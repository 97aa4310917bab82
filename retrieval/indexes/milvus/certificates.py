"""Why a Milvus server with TLS is not spoken to. gRPC takes all of it for a failure to connect, and says in its words
alone what no waiting mends."""

from retrieval.errors import EngineError, SettingsError, YuanwenError
from retrieval.settings import MilvusSettings

_UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"
_OTHER_NAME = "Hostname Verification Check failed"
_NO_CERTIFICATES = "Failed to create security handshaker"
_NO_TLS = "WRONG_VERSION_NUMBER"
_FAILED = "OPENSSL_internal:"
"""What stands before the reason why the two could not agree."""


def refused(said: str, settings: MilvusSettings) -> YuanwenError | None:
    """The error for what gRPC `said` of a connection, or None where it is not about a certificate."""
    uri, certificate = settings.uri, settings.certificate
    if certificate is not None and _NO_CERTIFICATES in said:
        return SettingsError(f"milvus.certificate: {certificate}: no certificates (PEM) stand in that file.")
    if _OTHER_NAME in said:
        return EngineError(
            f"Milvus at {uri} shows a certificate that is made out to another name. Let milvus.uri use one that stands "
            "in it."
        )
    reason = said.partition(_FAILED)[2].partition("\n")[0].removesuffix('"').removesuffix(": OK").strip(": ")
    if not reason:
        return None
    if reason.startswith(_NO_TLS):
        return EngineError(f"Milvus at {uri} speaks no TLS. Write http:// in milvus.uri, or turn TLS on there.")
    if reason.startswith(_UNTRUSTED):
        what = f"shows a certificate that is not trusted ({reason.removeprefix(_UNTRUSTED).strip(': ')})"
    else:
        what = f"and this machine cannot agree on TLS ({reason})"
    remedy = (
        f"See that {certificate}, which milvus.certificate names, holds the certificate (PEM) of who signed the "
        "server's."
        if certificate
        else "Name a file with the certificate (PEM) of who signed the server's under milvus.certificate."
    )
    return EngineError(f"Milvus at {uri} {what}. {remedy}")
