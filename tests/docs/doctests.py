"""Runs the Rust blocks of the documents as documentation tests.

Cargo runs those of core/README.md with the crate too. Here they are tests of a small crate beside it, so that a
broken twin can be run without a change of the repository.
"""

import os
import shutil
import subprocess

from pages import ROOT, blocks

WORK = ROOT / "target" / "docs" / "doctest"
MANIFEST = f"""[package]
name = "documents"
edition = "2024"

[dependencies]
cello-session-core = {{ path = "{ROOT / "core"}" }}

[workspace]
"""
results = {}


def check(pages, report):
    for page in sorted({block.page for block in blocks(pages) if block.language == "rust"}):
        count = sum(block.language == "rust" for block in blocks(pages, page))
        run = run_page(pages[page])
        ran = f"{count} passed; 0 failed; 0 ignored" in run.stdout
        report.check(
            f"{page}: {count} Rust blocks", run.returncode == 0 and ran, (run.stdout + run.stderr)[-2000:]
        )


def run_page(text):
    """The page as the documentation of an empty crate; the same text is not run twice."""
    if text not in results:
        (WORK / "src").mkdir(parents=True, exist_ok=True)
        (WORK / "Cargo.toml").write_text(MANIFEST)
        shutil.copy(ROOT / "Cargo.lock", WORK / "Cargo.lock")
        (WORK / "src" / "lib.rs").write_text('#![doc = include_str!("page.md")]\n')
        (WORK / "src" / "page.md").write_text(text)
        environment = os.environ | {"CARGO_TARGET_DIR": str(WORK / "target")}
        results[text] = subprocess.run(
            ["cargo", "test", "--quiet", "--doc"],
            check=False,
            cwd=WORK,
            env=environment,
            capture_output=True,
            text=True,
        )
    return results[text]
