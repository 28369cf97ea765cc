"""The address of each thing that the site shows, from the root of the site: "/<force>/years/2024/#arrests".

Pages, letters, downloads and releases all link through these functions, so that an address is written in one place.
A page makes an address relative to itself (`href` in its macros); a file puts the address of the site in front.
"""


def anchor(name: str) -> str:
    """A name as it stands in an address: `true_alerts` is "true-alerts"."""
    return name.replace("_", "-")


def figure_id(publisher: str, year: int | str, measure: str) -> str:
    """The permanent id of a figure: "<force>-2024-arrests"."""
    return f"{publisher}-{year}-{anchor(measure)}"


def year_address(publisher: str, year: int | str) -> str:
    return f"/{publisher}/years/{year}/"


def figure_address(publisher: str, year: int | str, measure: str) -> str:
    """The page of a figure: the address to cite."""
    return f"/{publisher}/figures/{anchor(measure)}/{year}/"


def history_address(publisher: str, measure: str, year: int | str = "") -> str:
    """The page of a measure; with `year`, the line of that year."""
    return f"/{publisher}/figures/{anchor(measure)}/" + (f"#{year}" if year else "")


def history_file_address(publisher: str) -> str:
    """The history of every figure of a force, for scripts."""
    return f"/{publisher}/figures/history.json"


def rows_address(publisher: str, year: int | str) -> str:
    """The deployments of a calendar year: the rows that its figures are counted from."""
    return f"/{publisher}/deployments/{year}/"


def deployment_address(publisher: str, deployment_id: str) -> str:
    """A deployment in the table of all deployments."""
    return f"/{publisher}/deployments/#{deployment_id}"


def place_address(publisher: str, slug: str) -> str:
    return f"/{publisher}/places/{slug}/"


def borough_address(publisher: str, slug: str) -> str:
    return f"/{publisher}/boroughs/{slug}/"


def area_file_address(publisher: str, kind: str, slug: str) -> str:
    """The deployments of a place or a borough as a CSV."""
    return f"/{publisher}/{kind}s/{slug}/deployments.csv"


def record_address(publisher: str, source_id: str) -> str:
    """The page that shows a document as printed."""
    return f"/{publisher}/records/{source_id}/"


def printed_row_address(publisher: str, source_id: str, page: int, row: int) -> str:
    return f"{record_address(publisher, source_id)}#p{int(page)}-r{int(row)}"


def answer_address(publisher: str, answer_id: str, year: int | str = "") -> str:
    """The page of a standard answer; with `year`, what it says of that year."""
    return f"/{publisher}/answers/{answer_id}/" + (f"#{year}" if year else "")


def answer_file_address(publisher: str, answer_id: str) -> str:
    """The figures of a standard answer as a CSV."""
    return f"/{publisher}/answers/{answer_id}/figures.csv"


def disclosure_address(publisher: str, slug: str) -> str:
    return f"/{publisher}/disclosures/{slug}/"


def document_address(publisher: str, document_id: str) -> str:
    """A document in the governance library."""
    return f"/{publisher}/documents/#{document_id}"


def chart_address(publisher: str, key: str) -> str:
    return f"/{publisher}/charts/{key}/"


def method_address(method: str) -> str:
    """The page that defines a measure."""
    return f"/methods/{method}/"


def correction_address(correction_id: str) -> str:
    return f"/quality/corrections/#{correction_id}"


def check_address(check_name: str) -> str:
    """The findings of a check, in the list of all findings."""
    return f"/quality/findings/#{anchor(check_name)}"


def release_address(version: str) -> str:
    return f"/releases/{version}/"


def file_address(name: str) -> str:
    """A file to take away, as of the figures that the site shows."""
    return f"/data/latest/{name}"
