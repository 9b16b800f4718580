"""Shows networks as files to hand on: one HTML page, still pictures, a gallery of both."""

from replygraph.show.gallery import Exhibit, exhibits, gallery
from replygraph.show.page import page, write
from replygraph.show.picture import svg

__all__ = ["Exhibit", "exhibits", "gallery", "page", "svg", "write"]
