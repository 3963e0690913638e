# Holds a reader against the corpus: python3 vectors.py corpus
import json
import pathlib
import sys


def accepts(image):
    """Put your reader here. This one only looks for a magic number."""
    return len(image) >= 8 and (image[:4] == b"\x9a\x62\x78\xd0" or image[4:8] == b"\x9a\x62\x78\xc0")


corpus = pathlib.Path(sys.argv[1])
vectors = json.loads((corpus / "vectors.json").read_text())["vectors"]
strict = [vector for vector in vectors if vector["profile"] == "strict"]
agree = sum(
    accepts((corpus / vector["file"]).read_bytes()) == (vector["expect"] == "accept")
    for vector in strict
)
print(f"{agree} of {len(strict)} agree")
