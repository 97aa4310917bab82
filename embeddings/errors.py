"""The root of the project's exceptions, and those of encoding. The whole tree is drawn in `retrieval.errors`."""


class YuanwenError(Exception):
    """Anything that goes wrong and that we can explain: the message says what happened, to what, and what to do."""


class EncoderError(YuanwenError):
    """A model cannot be loaded or cannot encode a text."""
