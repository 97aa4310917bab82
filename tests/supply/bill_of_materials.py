"""A software bill of materials (CycloneDX 1.6, JSON) of Yuanwen with every package that it and its extras bring.

python tests/supply/bill_of_materials.py FILE
"""

import json
import sys
from pathlib import Path
from typing import Any

from packages import PROJECT, Package, hashes, packages

sys.path.insert(0, str(PROJECT))

from bot.version import VERSION


def bill() -> dict[str, Any]:
    """The bill: Yuanwen itself, and a component for each package with its licence and the hashes of its files."""
    known = hashes()
    own = {"type": "application", "name": "yuanwen", "version": VERSION, "bom-ref": f"pkg:pypi/yuanwen@{VERSION}"}
    components = [_component(package, known.get(package.name, [])) for package in packages()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": components,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _component(package: Package, known: list[str]) -> dict[str, Any]:
    url = f"pkg:pypi/{package.name}@{package.version}"
    licence = [{"license": {"name": package.licence}}] if package.licence else []
    files = [{"type": "distribution", "url": url, "hashes": [{"alg": "SHA-256", "content": one}]} for one in known]
    return {
        "type": "library",
        "name": package.name,
        "version": package.version,
        "bom-ref": url,
        "purl": url,
        "licenses": licence,
        "externalReferences": files,
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
