from tests.faults.document import PAGE, page


def test_the_page_is_what_the_rows_say() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert page() == written, "write it again: python -m tests.faults.document"
