"""Topics: which tags a change, a document or a page gets.

By which rule of the taxonomy, on which words.

    taxonomy.toml --load--> Taxonomy
    Change, Document, Page  + Taxonomy --> Tags, each an exact slice of the text that it names

The taxonomy is data that users edit (docs/taxonomy.md); `Taxonomy.fingerprint` tells when tags must
be derived again.
"""

from tracker.tag.changes import tags_of_change
from tracker.tag.documents import keeps, tags_of_document, tags_of_page
from tracker.tag.reading import load
from tracker.tag.taxonomy import Rule, TagKind, Taxonomy, Topic

__all__ = [
    "Rule",
    "TagKind",
    "Taxonomy",
    "Topic",
    "keeps",
    "load",
    "tags_of_change",
    "tags_of_document",
    "tags_of_page",
]
