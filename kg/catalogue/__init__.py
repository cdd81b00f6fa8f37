"""What is known beforehand of councils, systems and suppliers: names in, entities and records out."""

from kg.catalogue.catalogue import Catalogue, load
from kg.catalogue.mentions import Mention
from kg.catalogue.records import CouncilRecord, EventRecord, SupplierRecord, SystemRecord

__all__ = ["Catalogue", "CouncilRecord", "EventRecord", "Mention", "SupplierRecord", "SystemRecord", "load"]
