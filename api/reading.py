"""The report in a request: JSON (ours or ninjs), plain text, Markdown, or such a file."""

import asyncio

from fastapi import Request
from starlette.datastructures import UploadFile

from api.access import media_type
from api.bounds import require_shallow
from api.problems import Kind, Problem, Wrong
from drafter.ingest.reading import read_report
from schemas.report import Report

FORM = "multipart/form-data"
TEXTS = ("text/plain", "text/markdown")


async def report_of(request: Request) -> Report:
    """The report that the request brings, read in a thread.

    Raises:
        Problem: its media type is not read here, or the form has no file.
        ReportRefused: it cannot be drafted from.
    """
    told = media_type(request)
    if told == FORM:
        return await _from_form(request)
    if told in TEXTS or told == "application/json" or told.endswith("+json"):
        content = await request.body()
        if told not in TEXTS:
            require_shallow(content)
        return await asyncio.to_thread(read_report, content, media_type=told)
    readable = ", ".join(("application/json", *TEXTS, FORM))
    raise Problem(
        Kind.UNSUPPORTED_MEDIA_TYPE, f"Send one of {readable}, not {told or 'an untyped body'}."
    )


async def _from_form(request: Request) -> Report:
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            detail = "the form needs the report as its part “file”"
            wrong = Wrong(pointer="/file", code="missing", detail=detail)
            raise Problem(Kind.INVALID_REQUEST, f"{detail}.", errors=(wrong,))
        content = await file.read()
        name, told = file.filename or "", file.content_type
    return await asyncio.to_thread(read_report, content, name=name, media_type=told)
