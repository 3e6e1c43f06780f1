"""The next page of a list, as a header."""

from urllib.parse import urlencode

from fastapi import Request, Response


def link_next(request: Request, response: Response, cursor: str | None) -> None:
    """The next page as RFC 8288 has it: the same question with the next cursor."""
    if cursor is not None:
        asked = [(n, value) for n, value in request.query_params.multi_items() if n != "cursor"]
        query = urlencode([*asked, ("cursor", cursor)])
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
