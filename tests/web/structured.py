"""Structured data as a search engine reads it: with extruct, and the words of schema.org."""

import json
import warnings
from typing import Any, Final

import extruct
from flask.testing import FlaskClient
from rdflib import SDO, Graph, Literal, URIRef
from rdflib.namespace import RDF

from tests.conftest import URL

_SCHEMA: Final = "https://schema.org/"
# What Google asks of a SearchAction beside the vocabulary.
_ALSO_KNOWN: Final = {f"{_SCHEMA}query-input"}


def extracted(client: FlaskClient, path: str) -> dict[str, Any]:
    """Everything that the page says in JSON-LD and in Open Graph."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.status
    return dict(
        extruct.extract(
            answer.text, base_url=f"{URL}{path}", syntaxes=["json-ld", "opengraph"], uniform=False
        )
    )


def nodes(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    """The nodes of the one graph that a page has."""
    (document,) = extracted(client, path)["json-ld"]
    assert document["@context"] == "https://schema.org"
    return list(document["@graph"])


def node(client: FlaskClient, path: str, kind: str) -> dict[str, Any]:
    (found,) = (each for each in nodes(client, path) if each["@type"] == kind)
    return found


def graph(client: FlaskClient, path: str) -> Graph:
    """The same as triples. The vocabulary is named here: nothing is fetched."""
    document = {"@context": {"@vocab": _SCHEMA}, "@graph": nodes(client, path)}
    with warnings.catch_warnings():
        # The reader of JSON-LD uses a class that rdflib itself calls old.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")
        return Graph().parse(data=json.dumps(document), format="json-ld")


def unknown_words(found: Graph) -> set[str]:
    """Types and properties that schema.org does not have."""
    words = {*found.predicates(), *found.objects(None, RDF.type)} - {RDF.type}
    return {str(word) for word in words if word.removeprefix(_SCHEMA) not in SDO} - _ALSO_KNOWN


def dangling(found: Graph) -> set[str]:
    """Nodes of this page that are pointed at by name and not there."""
    named = {each for each in found.objects() if isinstance(each, URIRef) and "#" in each}
    return {str(each) for each in named if (each, None, None) not in found}


def empty(found: Graph) -> set[str]:
    """Properties that say nothing."""
    return {str(name) for _, name, value in found if isinstance(value, Literal) and not value}
