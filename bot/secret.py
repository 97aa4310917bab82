"""A secret of the settings: from the environment or a file."""

from pathlib import Path

from pydantic import SecretStr

from retrieval.errors import SettingsError


def read_secret(setting: str, given: SecretStr | None, file: Path | None) -> tuple[str, str] | None:
    """The secret that a setting such as `telegram.token` has, and where it stands, as an error names it: `given` (which
    only the environment can set) or, without one, what `file` holds; None without either. Raises SettingsError where
    the file cannot be read."""
    if given is not None:
        return given.get_secret_value().strip(), f"YUANWEN_{setting.upper().replace('.', '__')}"
    if file is None:
        return None
    source = f"{setting}_file: {file}"
    try:
        return file.read_text(encoding="utf-8").strip(), source
    except UnicodeDecodeError:
        raise SettingsError(f"{source}: this is not a text file") from None
    except OSError as error:
        raise SettingsError(f"{source}: the file cannot be read: {error.strerror}") from None
