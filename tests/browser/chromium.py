"""Finds and starts the browser. Nothing is downloaded here."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "VIGIL_CHROMIUM"
ABSENT = f"no Chromium: none of {', '.join(NAMES)} is on the PATH and {VARIABLE} is not set"


def executable() -> str | None:
    """Its path: what the environment names, else what the PATH has."""
    named = os.environ.get(VARIABLE)
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def started() -> AsyncIterator[Browser]:
    # Chromium refuses its sandbox to root, as which containers run.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable(), args=arguments, timeout=60_000
        )
        try:
            yield browser
        finally:
            await browser.close()
