"""Reads resources/openapi/lockbox.yaml: prints it as JSON, or, with --check, says what is wrong with it."""

import json
import pathlib
import re
import sys

import jsonschema
import yaml

FILE = pathlib.Path(__file__).resolve().parents[3] / "resources/openapi/lockbox.yaml"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
# Is the answer to what is not described, so nothing that is described names it.
UNUSED = {"#/components/responses/MethodNotAllowed"}


class Loader(yaml.SafeLoader):
    """Refuses a key that is there twice; YAML's usual reader silently takes the last."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"line {node.start_mark.line + 1}: {key} is there twice")
        return super().construct_mapping(node, deep)


def load():
    return yaml.load(FILE.read_text(encoding="utf-8"), Loader)


def at(document, pointer):
    """What a reference like "#/components/schemas/User" stands for."""
    node = document
    for part in pointer.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def resolved(document, node):
    return at(document, node["$ref"]) if "$ref" in node else node


def operations(document):
    """(path, method, operation), with the path's parameters in each operation."""
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            operation = dict(item[method])
            given = item.get("parameters", []) + operation.get("parameters", [])
            operation["parameters"] = [resolved(document, one) for one in given]
            yield path, method, operation


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def check_references(document):
    used = set(references(document))
    for reference in used:
        try:
            at(document, reference)
        except KeyError:
            yield f"{reference} leads nowhere"
    for kind, parts in document["components"].items():
        for name in parts if kind != "securitySchemes" else []:
            own = f"#/components/{kind}/{name}"
            if (own in used) == (own in UNUSED):
                yield f"{own} is used nowhere" if own not in used else f"{own} is used"


def check_operation(document, path, method, operation):
    where = f"{method} {path}"
    for key in ("operationId", "summary", "tags", "responses"):
        if not operation.get(key):
            yield f"{where} has no {key}"
    if not set(operation["tags"]) <= {tag["name"] for tag in document["tags"]}:
        yield f"{where} has a tag that there is not"
    places = set(re.findall(r"{(\w+)}", path))
    names = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
    if places != names:
        yield f"{where} has the places {places} and the parameters {names}"
    if method == "get" and "requestBody" in operation:
        yield f"{where} takes a body"
    codes = operation["responses"].keys()
    if not any(code.startswith("2") for code in codes) or "default" not in codes:
        yield f"{where} says not enough of its answers"
    takes_body = "requestBody" in operation
    if path.startswith("/v1/") and takes_body != ("413" in codes):
        yield f"{where}: a body and 413 go together"


def check_schemas(document):
    for name, schema in document["components"]["schemas"].items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as error:
            yield f"schema {name}: {error.message}"
        properties = schema.get("properties", {}).keys()
        for required in schema.get("required", []):
            if required not in properties:
                yield f"schema {name} requires {required}, which it doesn't have"


def check(document):
    if not str(document["openapi"]).startswith("3.1."):
        yield "this is no OpenAPI 3.1"
    yield from check_references(document)
    yield from check_schemas(document)
    ids = []
    for path, method, operation in operations(document):
        ids.append(operation.get("operationId"))
        yield from check_operation(document, path, method, operation)
    for name in {name for name in ids if ids.count(name) > 1}:
        yield f"the operationId {name} is there twice"


def main():
    document = load()
    if sys.argv[1:] != ["--check"]:
        print(json.dumps(document))
        return 0
    found = list(check(document))
    for one in found:
        print(one)
    print(f"{len(list(operations(document)))} operations, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
