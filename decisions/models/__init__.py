"""The rows: one table per fact of the Decree, named like its section."""

from decisions.models.adoption import ReportChange, ReportItem
from decisions.models.anchor import Placement
from decisions.models.competition import CompetitionReview
from decisions.models.decision import (
    Decision,
    DecisionGroupPermission,
    DecisionUserPermission,
    Reason,
    Ruling,
    SectionFinding,
    SectionProgress,
)
from decisions.models.deliberation import AgendaItem, Attendance, Meeting, MemberView, Reports
from decisions.models.disposition import Dimension, Disposition, Tally, TallyBy
from decisions.models.draft import Clause, Draft
from decisions.models.entry import DailyHead, Entry
from decisions.models.execution import (
    Evaluation,
    Execution,
    ExecutionIssue,
    ExecutionReport,
    Suspension,
)
from decisions.models.expertise import Expert, Expertise
from decisions.models.hearing import Hearing, HearingGroup, HearingParticipant, HearingSignup
from decisions.models.holiday import HolidayYear
from decisions.models.imports import ImportBatch, RememberedColumn, RowLeftOut
from decisions.models.initiation import (
    BodyConsulted,
    Catalogue,
    CatalogueItem,
    Initiation,
    LeadUnit,
    LegalBasis,
    Matter,
    Preparation,
)
from decisions.models.legality import (
    CounselOpinion,
    LegalityPoint,
    LegalityReturn,
    LegalityReview,
    Package,
)
from decisions.models.opinion import (
    Cluster,
    Opinion,
    PersonalFlag,
    Submission,
    SubmissionFile,
    Theme,
    Voices,
)
from decisions.models.paper import Paper
from decisions.models.participation import (
    ConsultationLetter,
    OpenConsultation,
    Participation,
    ParticipationActivity,
)
from decisions.models.publication import Archive, ArchiveItem, Publication
from decisions.models.questionnaire import (
    AnswerChoice,
    AnswerSheet,
    Question,
    Questionnaire,
)
from decisions.models.risk import DepartmentHeard, RiskAssessment, RiskPoint
from decisions.models.sender import Confirmation, SenderRequest, VerifiedSender
from decisions.models.workbench import AnswerCheck, ReasonText, ThemeSuggestion, Workload

__all__ = [
    "AgendaItem",
    "AnswerCheck",
    "AnswerChoice",
    "AnswerSheet",
    "Archive",
    "ArchiveItem",
    "Attendance",
    "BodyConsulted",
    "Catalogue",
    "CatalogueItem",
    "Clause",
    "Cluster",
    "CompetitionReview",
    "Confirmation",
    "ConsultationLetter",
    "CounselOpinion",
    "DailyHead",
    "Decision",
    "DecisionGroupPermission",
    "DecisionUserPermission",
    "DepartmentHeard",
    "Dimension",
    "Disposition",
    "Draft",
    "Entry",
    "Evaluation",
    "Execution",
    "ExecutionIssue",
    "ExecutionReport",
    "Expert",
    "Expertise",
    "Hearing",
    "HearingGroup",
    "HearingParticipant",
    "HearingSignup",
    "HolidayYear",
    "ImportBatch",
    "Initiation",
    "LeadUnit",
    "LegalBasis",
    "LegalityPoint",
    "LegalityReturn",
    "LegalityReview",
    "Matter",
    "Meeting",
    "MemberView",
    "OpenConsultation",
    "Opinion",
    "Package",
    "Paper",
    "Participation",
    "ParticipationActivity",
    "PersonalFlag",
    "Placement",
    "Preparation",
    "Publication",
    "Question",
    "Questionnaire",
    "Reason",
    "ReasonText",
    "RememberedColumn",
    "ReportChange",
    "ReportItem",
    "Reports",
    "RiskAssessment",
    "RiskPoint",
    "RowLeftOut",
    "Ruling",
    "SectionFinding",
    "SectionProgress",
    "SenderRequest",
    "Submission",
    "SubmissionFile",
    "Suspension",
    "Tally",
    "TallyBy",
    "Theme",
    "ThemeSuggestion",
    "VerifiedSender",
    "Voices",
    "Workload",
]
