"""What is wrong with a command line that cannot be taken apart, in the form of all other errors."""

import typer

from retrieval.text.suggestions import did_you_mean

LEAST_ALIKE_OPTIONS = 70.0
"""Per cent of likeness from which on an option is suggested: they are short, and begin alike."""


def misuse(error: typer.TyperException) -> str:
    """What to say of an unknown option or verb, of an argument that is missing, of a value of the wrong kind: what it
    is, what may be meant, and where the right form stands."""
    context, option = getattr(error, "ctx", None), getattr(error, "option_name", None)
    said = error.format_message().rstrip(".")
    if context and option and said.startswith("No such option"):
        known = [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]
        said = f"There is no option {option}.{did_you_mean(option, [*known, '--help'], LEAST_ALIKE_OPTIONS)}".rstrip(
            "."
        )
    end = "" if said.endswith("?") else "."
    return f"Error: {said}{end} `{context.command_path if context else 'yuanwen'} -h` says how it is used."
