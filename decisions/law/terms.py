"""The closed vocabularies of the statute: stages, sections, dispositions, verdicts.

Every other room takes its choices from here, so a word exists once. Labels for people stand in
``decisions/labels.py`` (gettext); here stand only the identifiers of the glossary.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where a decision stands on the road (Decree 713, chapters 2 to 4)."""

    PROPOSED = "proposed"
    STUDY = "study"
    DRAFTING = "drafting"
    LEGALITY_REVIEW = "legality_review"
    SUBMITTED = "submitted"
    DELIBERATION = "deliberation"
    DECIDED = "decided"
    PROMULGATED = "promulgated"
    IN_EXECUTION = "in_execution"
    CONCLUDED = "concluded"
    SUSPENDED = "suspended"
    REJECTED = "rejected"
    TERMINATED = "terminated"


class Section(StrEnum):
    """The drafting-time sections that run side by side and join before legality review."""

    PARTICIPATION = "participation"
    HEARING = "hearing"
    EXPERTISE = "expertise"
    RISK = "risk"
    COMPETITION = "competition"


class Progress(StrEnum):
    """How far one section is; a section has progress, a decision has a stage."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    CONCLUDED = "concluded"
    FOUND_UNNECESSARY = "found_unnecessary"
    REOPENED = "reopened"


class MatterClass(StrEnum):
    """The five classes of matters of Art. 3(1)."""

    PUBLIC_POLICY = "public_policy"
    PLAN = "plan"
    RESOURCE_CULTURE_POLICY = "resource_culture_policy"
    PUBLIC_CONSTRUCTION = "public_construction"
    OTHER = "other"


class Exclusion(StrEnum):
    """Matters to which the Decree does not apply (Art. 3(2))."""

    NONE = "none"
    MACRO_CONTROL = "macro_control"
    LAW_MAKING = "law_making"
    EMERGENCY = "emergency"
    OTHER_PROCEDURE = "other_procedure"


class ProposalSource(StrEnum):
    """Who proposed the matter (Art. 10)."""

    LEADER = "leader"
    DEPARTMENT = "department"
    LOWER_GOVERNMENT = "lower_government"
    NPC_DEPUTY = "npc_deputy"
    CPPCC_MEMBER = "cppcc_member"
    CITIZEN = "citizen"


class OrganLevel(StrEnum):
    """The level of the decision organ; departments and townships come in by reference (Art. 42)."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    DEPARTMENT = "department"
    TOWNSHIP = "township"


class ActivityKind(StrEnum):
    """The ways in which the public takes part (Art. 14 to 16 and the founding plan)."""

    OPEN_CONSULTATION = "open_consultation"
    CONSULTATION_LETTER = "consultation_letter"
    PUBLIC_DISPLAY = "public_display"
    SEMINAR = "seminar"
    FIELD_VISIT = "field_visit"
    QUESTIONNAIRE = "questionnaire"
    OPINION_SURVEY = "opinion_survey"
    MEDIA_SESSION = "media_session"
    HEARING = "hearing"


class Channel(StrEnum):
    """The way by which a submission reached the organ (征集渠道)."""

    WEB = "web"
    LETTER = "letter"
    PHONE = "phone"
    EMAIL = "email"
    FAX = "fax"
    SEMINAR = "seminar"
    HOTLINE = "hotline"
    NOTICE_BOARD = "notice_board"
    VISIT = "visit"
    QUESTIONNAIRE = "questionnaire"
    HEARING = "hearing"
    OTHER = "other"


class SubmitterKind(StrEnum):
    """Whom a submission comes from (意见来源)."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    SOCIAL_ORGANISATION = "social_organisation"
    NPC_DEPUTY = "npc_deputy"
    CPPCC_MEMBER = "cppcc_member"
    DEMOCRATIC_PARTY = "democratic_party"
    EXPERT = "expert"
    LEGAL_COUNSEL = "legal_counsel"
    VILLAGE_COMMITTEE = "village_committee"
    PUBLIC_BODY = "public_body"
    INTERESTED_PARTY = "interested_party"
    OTHER = "other"


class Identity(StrEnum):
    """How far a sender let us know who it is (实名程度)."""

    ANONYMOUS = "anonymous"
    REGISTERED = "registered"
    VERIFIED = "verified"
    ENTERED = "entered"


class SenderRequestKind(StrEnum):
    """What a sender, or somebody named as one, may ask afterwards (PIPL 46, 47)."""

    NOT_MINE = "not_mine"
    ERASE = "erase"


class DispositionKind(StrEnum):
    """The seven answers an opinion can get (Art. 18; answers to the public, SC33)."""

    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly_adopted"
    NOT_ADOPTED = "not_adopted"
    EXPLAINED = "explained"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"
    PETITION_TRANSFERRED = "petition_transferred"


class HearingChoice(StrEnum):
    """Whether a hearing is held, and why (Art. 16)."""

    REQUIRED = "required"
    CHOSEN = "chosen"
    NOT_HELD = "not_held"


class RiskConclusion(StrEnum):
    """Whether the risk is controllable (Art. 24)."""

    CONTROLLABLE = "controllable"
    UNCONTROLLABLE = "uncontrollable"


class RiskLevel(StrEnum):
    """The risk level of the assessment report (Art. 23)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class CompetitionConclusion(StrEnum):
    """What the fair-competition review found (FCR)."""

    NO_RESTRICTION = "no_restriction"
    EXCEPTION = "exception"
    RESTRICTS = "restricts"


class LegalityConclusion(StrEnum):
    """One of the three questions of Art. 27, answered."""

    LAWFUL = "lawful"
    LAWFUL_AFTER_CHANGES = "lawful_after_changes"
    UNLAWFUL = "unlawful"


class Stand(StrEnum):
    """What a member said at the meeting (Art. 30)."""

    AGREE = "agree"
    AMEND = "amend"
    DEFER = "defer"
    OPPOSE = "oppose"
    NONE = "none"


class MeetingResult(StrEnum):
    """The five results of collective deliberation (G13)."""

    ADOPT = "adopt"
    ADOPT_AMENDED = "adopt_amended"
    DISCUSS_AGAIN = "discuss_again"
    DEFER = "defer"
    REJECT = "reject"


class Disclosure(StrEnum):
    """The disclosure attribute every document carries (SC80)."""

    PROACTIVE = "proactive_disclosure"
    ON_REQUEST = "disclosure_on_request"
    WITHHELD = "withheld"


class NpcStep(StrEnum):
    """What the people's congress has to do with the matter (Art. 8)."""

    NONE = "none"
    REPORT = "report"
    DECIDE = "decide"


class RulingOutcome(StrEnum):
    """How a sign-off bound to an older draft was ruled on (answer: never a silent restart)."""

    NO_SUBSTANTIVE_CHANGE = "no_substantive_change"
    SIGNED_ANEW = "signed_anew"


class Severity(StrEnum):
    """B blocks; W blocks until a named reason is recorded; L is only logged."""

    BLOCKS = "B"
    NEEDS_REASON = "W"
    LOGGED = "L"


class Verdict(StrEnum):
    """What a rule says of a dossier."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
