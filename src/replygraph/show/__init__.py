"""Shows networks as files to hand on: one HTML page, still pictures, reports, tables."""

from replygraph.show.gallery import Exhibit, exhibits, gallery
from replygraph.show.page import page, write
from replygraph.show.picture import svg
from replygraph.show.report import pdf, report
from replygraph.show.tables import as_rows, csv_table, parquet, tabulated, xlsx

__all__ = [
    "Exhibit",
    "as_rows",
    "csv_table",
    "exhibits",
    "gallery",
    "page",
    "parquet",
    "pdf",
    "report",
    "svg",
    "tabulated",
    "write",
    "xlsx",
]
