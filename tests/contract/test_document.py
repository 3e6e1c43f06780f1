"""The document is OpenAPI 3.1, by a validator that is not ours."""

from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.api.serving import committed


def test_the_document_is_valid() -> None:
    assert [] == [error.message for error in OpenAPIV31SpecValidator(committed()).iter_errors()]


def test_every_operation_has_an_id_a_summary_a_description_and_a_tag() -> None:
    for path, operations in committed()["paths"].items():
        for method, operation in operations.items():
            lacks = {"operationId", "summary", "description", "tags"} - operation.keys()
            assert set() == lacks, (method, path)


def test_every_json_body_and_answer_has_an_example() -> None:
    for path, operations in committed()["paths"].items():
        for method, operation in operations.items():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                for media_type, content in body.get("content", {}).items():
                    if "json" in media_type:
                        assert content.get("examples"), (method, path, media_type)
