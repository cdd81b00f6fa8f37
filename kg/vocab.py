"""One Python name for each term: a misspelt one fails, at type checking and at run time."""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE = "https://w3id.org/council-kg/"
ID = BASE + "id/"
SCHEME = BASE + "scheme/"


class KG(DefinedNamespace):
    """The ontology of council-kg (`ontology/council-kg.ttl`)."""

    _NS = Namespace(BASE + "ontology#")
    _fail = True

    # classes
    Answer: URIRef
    Claim: URIRef
    Contract: URIRef
    Council: URIRef
    Decision: URIRef
    Extraction: URIRef
    Function: URIRef
    HostingModel: URIRef
    Letter: URIRef
    OwnershipEvent: URIRef
    Period: URIRef
    Question: URIRef
    Referral: URIRef
    Request: URIRef
    RuleApplication: URIRef
    Service: URIRef
    SetAsideClaim: URIRef
    Supplier: URIRef
    System: URIRef
    SystemUse: URIRef

    # letters, questions, answers
    answersQuestion: URIRef
    asks: URIRef
    asksBesides: URIRef
    authority: URIRef
    exemption: URIRef
    fileName: URIRef
    forQuestion: URIRef
    inLetter: URIRef
    inReplyTo: URIRef
    label: URIRef
    letterDate: URIRef
    letterDateEarliest: URIRef
    letterDateLatest: URIRef
    mediaType: URIRef
    order: URIRef
    outcome: URIRef
    notUnderstood: URIRef
    onService: URIRef
    publicInterest: URIRef
    publicInterestTest: URIRef
    referral: URIRef
    refusedService: URIRef
    refusingWords: URIRef
    regime: URIRef
    requestReference: URIRef
    sha256: URIRef
    subject: URIRef
    text: URIRef
    url: URIRef

    # claims and their evidence
    answers: URIRef
    certainty: URIRef
    concerns: URIRef
    confidence: URIRef
    earliest: URIRef
    evidence: URIRef
    latest: URIRef
    pageNumber: URIRef
    polarity: URIRef
    renewsOn: URIRef
    stated: URIRef
    status: URIRef
    value: URIRef

    # decisions of people
    effect: URIRef
    readAs: URIRef
    readService: URIRef
    readSystem: URIRef
    verdict: URIRef

    # system uses
    aboutSystem: URIRef
    activity: URIRef
    activityProvided: URIRef
    aiDevelopment: URIRef
    aiStatus: URIRef
    apiStatus: URIRef
    formerSupplier: URIRef
    formerSystem: URIRef
    forService: URIRef
    function: URIRef
    hosting: URIRef
    inUseSince: URIRef
    inUseUntil: URIRef
    ofSystem: URIRef
    partOf: URIRef
    probablySameUse: URIRef
    trainingHours: URIRef
    underContract: URIRef
    usedBy: URIRef
    userCount: URIRef

    # contracts
    annualCost: URIRef
    buyer: URIRef
    endDate: URIRef
    endDateEarliest: URIRef
    endDateLatest: URIRef
    extensionOption: URIRef
    firstDay: URIRef
    lastDay: URIRef
    mayEndFrom: URIRef
    mayEndIn: URIRef
    mayEndUntil: URIRef
    primeContractor: URIRef
    probablySameContract: URIRef
    procurementRoute: URIRef
    reference: URIRef
    startDate: URIRef
    startDateEarliest: URIRef
    startDateLatest: URIRef
    supplier: URIRef
    term: URIRef
    totalCost: URIRef

    # reference knowledge
    authorityType: URIRef
    eventDate: URIRef
    eventType: URIRef
    gssCode: URIRef
    localAuthorityCode: URIRef
    nation: URIRef
    ofOrganisation: URIRef
    otherParty: URIRef
    parentOrganisation: URIRef
    region: URIRef
    suppliedBy: URIRef
    typicalFunction: URIRef
    typicalService: URIRef

    # observations
    dimension: URIRef
    measure: URIRef
    measureName: URIRef
    observedValue: URIRef
    ofCouncil: URIRef
    period: URIRef
    unit: URIRef

    # concepts of the schemes
    heading: URIRef
    host: URIRef
    section: URIRef

    # datatypes
    edtf: URIRef


for _term in KG.__annotations__:
    if not _term.startswith("_"):
        type.__setattr__(KG, _term, KG[_term])  # found at once from here on; what is no term still fails

FIELDS: dict[str, URIRef] = {
    "system": KG.ofSystem,
    "supplier": KG.supplier,
    "function": KG.function,
    "contract_reference": KG.reference,
    "contract_start": KG.startDate,
    "contract_end": KG.endDate,
    "contract_term": KG.term,
    "extension": KG.extensionOption,
    "in_use_since": KG.inUseSince,
    "hosting": KG.hosting,
    "annual_cost": KG.annualCost,
    "total_cost": KG.totalCost,
    "procurement_route": KG.procurementRoute,
    "former_system": KG.formerSystem,
    "former_supplier": KG.formerSupplier,
    "prime_contractor": KG.primeContractor,
    "in_use_until": KG.inUseUntil,
    "users": KG.userCount,
    "api": KG.apiStatus,
    "ai_status": KG.aiStatus,
    "ai_development": KG.aiDevelopment,
    "activity": KG.activity,
    "provided": KG.activityProvided,
    "training_hours": KG.trainingHours,
    "part_of": KG.partOf,
}
"""The predicate of each field. Its `skos:notation` in the ontology is the field of the flat view;
`part_of`, a relation between systems and not a fact of the flat view, has none."""

LABELS: dict[str, str] = {
    "system": "system in use",
    "supplier": "supplier",
    "prime_contractor": "main contractor",
    "function": "used for",
    "contract_reference": "contract reference",
    "contract_start": "contract start date",
    "contract_end": "contract end date",
    "contract_term": "contract length",
    "extension": "option to extend",
    "procurement_route": "how it was bought",
    "annual_cost": "cost a year",
    "total_cost": "total cost",
    "in_use_since": "in use since",
    "in_use_until": "in use until",
    "former_system": "former system",
    "former_supplier": "former supplier",
    "hosting": "hosted",
    "users": "users",
    "api": "can be linked to other software (API)",
    "ai_status": "use of artificial intelligence",
    "ai_development": "development of artificial intelligence",
    "activity": "activity",
    "provided": "activity provided",
    "training_hours": "hours of training",
    "part_of": "part of",
}
"""What people call each field. It is the `rdfs:label` of its predicate in the ontology, whatever tells a field."""


def called(field: str) -> str:
    """What people call a field, or another kind of question; one that has no words of its own is told by its name."""
    return LABELS.get(field) or field.replace("_", " ")


def words_for(field: str) -> str:
    """The same as a heading."""
    words = called(field)
    return words[:1].upper() + words[1:]


CONTRACT_FIELDS = frozenset(
    {
        "supplier",
        "prime_contractor",
        "contract_reference",
        "contract_start",
        "contract_end",
        "contract_term",
        "extension",
        "procurement_route",
        "annual_cost",
        "total_cost",
    }
)
"""Fields whose claims have the contract as their subject; those of all others have the system use."""
