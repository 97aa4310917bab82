"""Whether a weakness is known of a pinned package: `pip-audit`, where the advisory service can be reached.

    python tests/supply/audit.py PIP_AUDIT

Ends with 1 where one is known, and prints it. Where the service cannot be reached, or knows none of the packages, it
says that nothing was looked up, and ends with 0: what cannot be looked up is no fault of the project.
"""

import json
import subprocess
import sys

from packages import CONSTRAINTS

PATIENCE = 120
"""Seconds."""


def main() -> int:
    """Look every pinned package up; gives the exit code."""
    command = [sys.argv[1], "--progress-spinner", "off", "--format", "json", "--no-deps", "--disable-pip"]
    try:
        asked = [*command, "--requirement", str(CONSTRAINTS)]
        result = subprocess.run(asked, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
        found = json.loads(result.stdout)["dependencies"]
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return _not_looked_up(type(error).__name__)
    known = [package for package in found if "skip_reason" not in package]
    if not known:
        return _not_looked_up(f"of {len(found)} packages the service knows none")
    weak = [package for package in known if package["vulns"]]
    for package in weak:
        for weakness in package["vulns"]:
            mended = ", ".join(weakness["fix_versions"]) or "no version"
            print(f"{package['name']} {package['version']}: {weakness['id']}, mended in {mended}")
    print(f"audit: {len(known)} of {len(found)} packages could be looked up, of {len(weak)} a weakness is known")
    return 1 if weak else 0


def _not_looked_up(why: str) -> int:
    print(f"audit: nothing could be looked up ({why}); try again where the network is")
    return 0


if __name__ == "__main__":
    sys.exit(main())
