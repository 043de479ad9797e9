"""The types of the legacy client. Generated: python -m tools.make_types"""
# pyright: reportUnnecessaryTypeIgnoreComment=false

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Literal

from botocore.client import ClientMeta
from botocore.exceptions import ClientError as BotocoreClientError
from typing_extensions import NotRequired, Self, TypeAlias, TypedDict, deprecated

class ResponseMetadataTypeDef(TypedDict):
    RequestId: str
    HTTPStatusCode: int
    HTTPHeaders: dict[str, str]
    RetryAttempts: int

class EmptyResponseMetadataTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class ErrorTypeDef(TypedDict):
    Code: str
    Message: str

class ErrorResponseTypeDef(TypedDict):
    Error: ErrorTypeDef
    ResponseMetadata: ResponseMetadataTypeDef
    Code: str
    Message: str

class Exceptions:
    class ClientError(BotocoreClientError):  # type: ignore[misc]
        response: ErrorResponseTypeDef
        operation_name: str

    class AccessDeniedException(ClientError): ...
    class BadRequestException(ClientError): ...
    class ConflictException(ClientError): ...
    class ForbiddenException(ClientError): ...
    class NotFoundException(ClientError): ...
    class ResourceLimitExceededException(ClientError): ...
    class ServiceFailureException(ClientError): ...
    class ServiceUnavailableException(ClientError): ...
    class ThrottledClientException(ClientError): ...
    class UnauthorizedClientException(ClientError): ...
    class UnprocessableEntityException(ClientError): ...

AccountStatusType: TypeAlias = Literal["Suspended", "Active"]
AccountTypeType: TypeAlias = Literal["Team", "EnterpriseDirectory", "EnterpriseLWA", "EnterpriseOIDC"]
AppInstanceDataTypeType: TypeAlias = Literal["Channel", "ChannelMessage"]
ArtifactsStateType: TypeAlias = Literal["Enabled", "Disabled"]
AudioMuxTypeType: TypeAlias = Literal["AudioOnly", "AudioWithActiveSpeakerVideo"]
BotTypeType: TypeAlias = Literal["ChatBot"]
CallingNameStatusType: TypeAlias = Literal["Unassigned", "UpdateInProgress", "UpdateSucceeded", "UpdateFailed"]
CapabilityType: TypeAlias = Literal["Voice", "SMS"]
ChannelMembershipTypeType: TypeAlias = Literal["DEFAULT", "HIDDEN"]
ChannelMessagePersistenceTypeType: TypeAlias = Literal["PERSISTENT", "NON_PERSISTENT"]
ChannelMessageTypeType: TypeAlias = Literal["STANDARD", "CONTROL"]
ChannelModeType: TypeAlias = Literal["UNRESTRICTED", "RESTRICTED"]
ChannelPrivacyType: TypeAlias = Literal["PUBLIC", "PRIVATE"]
ContentMuxTypeType: TypeAlias = Literal["ContentOnly"]
EmailStatusType: TypeAlias = Literal["NotSent", "Sent", "Failed"]
ErrorCodeType: TypeAlias = Literal["BadRequest", "Conflict", "Forbidden", "NotFound", "PreconditionFailed", "ResourceLimitExceeded", "ServiceFailure", "AccessDenied", "ServiceUnavailable", "Throttled", "Throttling", "Unauthorized", "Unprocessable", "VoiceConnectorGroupAssociationsExist", "PhoneNumberAssociationsExist"]
GeoMatchLevelType: TypeAlias = Literal["Country", "AreaCode"]
InviteStatusType: TypeAlias = Literal["Pending", "Accepted", "Failed"]
LicenseType: TypeAlias = Literal["Basic", "Plus", "Pro", "ProTrial"]
MediaPipelineSinkTypeType: TypeAlias = Literal["S3Bucket"]
MediaPipelineSourceTypeType: TypeAlias = Literal["ChimeSdkMeeting"]
MediaPipelineStatusType: TypeAlias = Literal["Initializing", "InProgress", "Failed", "Stopping", "Stopped"]
MemberTypeType: TypeAlias = Literal["User", "Bot", "Webhook"]
NotificationTargetType: TypeAlias = Literal["EventBridge", "SNS", "SQS"]
NumberSelectionBehaviorType: TypeAlias = Literal["PreferSticky", "AvoidSticky"]
OrderedPhoneNumberStatusType: TypeAlias = Literal["Processing", "Acquired", "Failed"]
OriginationRouteProtocolType: TypeAlias = Literal["TCP", "UDP"]
PhoneNumberAssociationNameType: TypeAlias = Literal["AccountId", "UserId", "VoiceConnectorId", "VoiceConnectorGroupId", "SipRuleId"]
PhoneNumberOrderStatusType: TypeAlias = Literal["Processing", "Successful", "Failed", "Partial"]
PhoneNumberProductTypeType: TypeAlias = Literal["BusinessCalling", "VoiceConnector", "SipMediaApplicationDialIn"]
PhoneNumberStatusType: TypeAlias = Literal["AcquireInProgress", "AcquireFailed", "Unassigned", "Assigned", "ReleaseInProgress", "DeleteInProgress", "ReleaseFailed", "DeleteFailed"]
PhoneNumberTypeType: TypeAlias = Literal["Local", "TollFree"]
ProxySessionStatusType: TypeAlias = Literal["Open", "InProgress", "Closed"]
RegistrationStatusType: TypeAlias = Literal["Unregistered", "Registered", "Suspended"]
RoomMembershipRoleType: TypeAlias = Literal["Administrator", "Member"]
SipRuleTriggerTypeType: TypeAlias = Literal["ToPhoneNumber", "RequestUriHostname"]
SortOrderType: TypeAlias = Literal["ASCENDING", "DESCENDING"]
TranscribeContentIdentificationTypeType: TypeAlias = Literal["PII"]
TranscribeContentRedactionTypeType: TypeAlias = Literal["PII"]
TranscribeLanguageCodeType: TypeAlias = Literal["en-US", "en-GB", "es-US", "fr-CA", "fr-FR", "en-AU", "it-IT", "de-DE", "pt-BR", "ja-JP", "ko-KR", "zh-CN", "th-TH", "hi-IN"]
TranscribeMedicalContentIdentificationTypeType: TypeAlias = Literal["PHI"]
TranscribeMedicalLanguageCodeType: TypeAlias = Literal["en-US"]
TranscribeMedicalRegionType: TypeAlias = Literal["us-east-1", "us-east-2", "us-west-2", "ap-southeast-2", "ca-central-1", "eu-west-1", "auto"]
TranscribeMedicalSpecialtyType: TypeAlias = Literal["PRIMARYCARE", "CARDIOLOGY", "NEUROLOGY", "ONCOLOGY", "RADIOLOGY", "UROLOGY"]
TranscribeMedicalTypeType: TypeAlias = Literal["CONVERSATION", "DICTATION"]
TranscribePartialResultsStabilityType: TypeAlias = Literal["low", "medium", "high"]
TranscribeRegionType: TypeAlias = Literal["us-east-2", "us-east-1", "us-west-2", "ap-northeast-2", "ap-southeast-2", "ap-northeast-1", "ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2", "sa-east-1", "auto"]
TranscribeVocabularyFilterMethodType: TypeAlias = Literal["remove", "mask", "tag"]
UserTypeType: TypeAlias = Literal["PrivateUser", "SharedDevice"]
VideoMuxTypeType: TypeAlias = Literal["VideoOnly"]
VoiceConnectorAwsRegionType: TypeAlias = Literal["us-east-1", "us-west-2"]

class AccountTypeDef(TypedDict):
    AwsAccountId: str
    AccountId: str
    Name: str
    AccountType: AccountTypeType
    CreatedTimestamp: datetime
    DefaultLicense: LicenseType
    SupportedLicenses: list[LicenseType]
    AccountStatus: AccountStatusType
    SigninDelegateGroups: list[SigninDelegateGroupOutputTypeDef]

class AccountSettingsTypeDef(TypedDict):
    DisableRemoteControl: NotRequired[bool]
    EnableDialOut: NotRequired[bool]

class AccountSettingsOutputTypeDef(TypedDict):
    DisableRemoteControl: bool
    EnableDialOut: bool

class AddressTypeDef(TypedDict):
    streetName: str
    streetSuffix: str
    postDirectional: str
    preDirectional: str
    streetNumber: str
    city: str
    state: str
    postalCode: str
    postalCodePlus4: str
    country: str

class AlexaForBusinessMetadataTypeDef(TypedDict):
    IsAlexaForBusinessEnabled: NotRequired[bool]
    AlexaForBusinessRoomArn: NotRequired[str]

class AlexaForBusinessMetadataOutputTypeDef(TypedDict):
    IsAlexaForBusinessEnabled: bool
    AlexaForBusinessRoomArn: str

class AppInstanceTypeDef(TypedDict):
    AppInstanceArn: str
    Name: str
    Metadata: str
    CreatedTimestamp: datetime
    LastUpdatedTimestamp: datetime

class AppInstanceAdminTypeDef(TypedDict):
    Admin: IdentityTypeDef
    AppInstanceArn: str
    CreatedTimestamp: datetime

class AppInstanceAdminSummaryTypeDef(TypedDict):
    Admin: IdentityTypeDef

class AppInstanceRetentionSettingsTypeDef(TypedDict):
    ChannelRetentionSettings: NotRequired[ChannelRetentionSettingsTypeDef | ChannelRetentionSettingsOutputTypeDef]

class AppInstanceRetentionSettingsOutputTypeDef(TypedDict):
    ChannelRetentionSettings: ChannelRetentionSettingsOutputTypeDef

class AppInstanceStreamingConfigurationTypeDef(TypedDict):
    AppInstanceDataType: AppInstanceDataTypeType
    ResourceArn: str

class AppInstanceSummaryTypeDef(TypedDict):
    AppInstanceArn: str
    Name: str
    Metadata: str

class AppInstanceUserTypeDef(TypedDict):
    AppInstanceUserArn: str
    Name: str
    CreatedTimestamp: datetime
    Metadata: str
    LastUpdatedTimestamp: datetime

class AppInstanceUserMembershipSummaryTypeDef(TypedDict):
    Type: ChannelMembershipTypeType
    ReadMarkerTimestamp: datetime

class AppInstanceUserSummaryTypeDef(TypedDict):
    AppInstanceUserArn: str
    Name: str
    Metadata: str

class ArtifactsConfigurationTypeDef(TypedDict):
    Audio: AudioArtifactsConfigurationTypeDef
    Video: VideoArtifactsConfigurationTypeDef | VideoArtifactsConfigurationOutputTypeDef
    Content: ContentArtifactsConfigurationTypeDef | ContentArtifactsConfigurationOutputTypeDef

class ArtifactsConfigurationOutputTypeDef(TypedDict):
    Audio: AudioArtifactsConfigurationTypeDef
    Video: VideoArtifactsConfigurationOutputTypeDef
    Content: ContentArtifactsConfigurationOutputTypeDef

class AssociatePhoneNumberWithUserResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class AssociatePhoneNumbersWithVoiceConnectorGroupResponseTypeDef(TypedDict):
    PhoneNumberErrors: list[PhoneNumberErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class AssociatePhoneNumbersWithVoiceConnectorResponseTypeDef(TypedDict):
    PhoneNumberErrors: list[PhoneNumberErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class AssociateSigninDelegateGroupsWithAccountResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class AttendeeTypeDef(TypedDict):
    ExternalUserId: str
    AttendeeId: str
    JoinToken: str

class AudioArtifactsConfigurationTypeDef(TypedDict):
    MuxType: AudioMuxTypeType

class BatchChannelMembershipsTypeDef(TypedDict):
    InvitedBy: IdentityTypeDef
    Type: ChannelMembershipTypeType
    Members: list[IdentityTypeDef]
    ChannelArn: str

class BatchCreateAttendeeResponseTypeDef(TypedDict):
    Attendees: list[AttendeeTypeDef]
    Errors: list[CreateAttendeeErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BatchCreateChannelMembershipErrorTypeDef(TypedDict):
    MemberArn: str
    ErrorCode: ErrorCodeType
    ErrorMessage: str

class BatchCreateChannelMembershipResponseTypeDef(TypedDict):
    BatchChannelMemberships: BatchChannelMembershipsTypeDef
    Errors: list[BatchCreateChannelMembershipErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BatchCreateRoomMembershipResponseTypeDef(TypedDict):
    Errors: list[MemberErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BatchDeletePhoneNumberResponseTypeDef(TypedDict):
    PhoneNumberErrors: list[PhoneNumberErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BatchSuspendUserResponseTypeDef(TypedDict):
    UserErrors: list[UserErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BatchUnsuspendUserResponseTypeDef(TypedDict):
    UserErrors: list[UserErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BatchUpdatePhoneNumberResponseTypeDef(TypedDict):
    PhoneNumberErrors: list[PhoneNumberErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BatchUpdateUserResponseTypeDef(TypedDict):
    UserErrors: list[UserErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class BotTypeDef(TypedDict):
    BotId: str
    UserId: str
    DisplayName: str
    BotType: BotTypeType
    Disabled: bool
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime
    BotEmail: str
    SecurityToken: str

class BusinessCallingSettingsTypeDef(TypedDict):
    CdrBucket: NotRequired[str]

class BusinessCallingSettingsOutputTypeDef(TypedDict):
    CdrBucket: str

class CandidateAddressTypeDef(TypedDict):
    streetInfo: str
    streetNumber: str
    city: str
    state: str
    postalCode: str
    postalCodePlus4: str
    country: str

class ChannelTypeDef(TypedDict):
    Name: str
    ChannelArn: str
    Mode: ChannelModeType
    Privacy: ChannelPrivacyType
    Metadata: str
    CreatedBy: IdentityTypeDef
    CreatedTimestamp: datetime
    LastMessageTimestamp: datetime
    LastUpdatedTimestamp: datetime

class ChannelBanTypeDef(TypedDict):
    Member: IdentityTypeDef
    ChannelArn: str
    CreatedTimestamp: datetime
    CreatedBy: IdentityTypeDef

class ChannelBanSummaryTypeDef(TypedDict):
    Member: IdentityTypeDef

class ChannelMembershipTypeDef(TypedDict):
    InvitedBy: IdentityTypeDef
    Type: ChannelMembershipTypeType
    Member: IdentityTypeDef
    ChannelArn: str
    CreatedTimestamp: datetime
    LastUpdatedTimestamp: datetime

class ChannelMembershipForAppInstanceUserSummaryTypeDef(TypedDict):
    ChannelSummary: ChannelSummaryTypeDef
    AppInstanceUserMembershipSummary: AppInstanceUserMembershipSummaryTypeDef

class ChannelMembershipSummaryTypeDef(TypedDict):
    Member: IdentityTypeDef

class ChannelMessageTypeDef(TypedDict):
    ChannelArn: str
    MessageId: str
    Content: str
    Metadata: str
    Type: ChannelMessageTypeType
    CreatedTimestamp: datetime
    LastEditedTimestamp: datetime
    LastUpdatedTimestamp: datetime
    Sender: IdentityTypeDef
    Redacted: bool
    Persistence: ChannelMessagePersistenceTypeType

class ChannelMessageSummaryTypeDef(TypedDict):
    MessageId: str
    Content: str
    Metadata: str
    Type: ChannelMessageTypeType
    CreatedTimestamp: datetime
    LastUpdatedTimestamp: datetime
    LastEditedTimestamp: datetime
    Sender: IdentityTypeDef
    Redacted: bool

class ChannelModeratedByAppInstanceUserSummaryTypeDef(TypedDict):
    ChannelSummary: ChannelSummaryTypeDef

class ChannelModeratorTypeDef(TypedDict):
    Moderator: IdentityTypeDef
    ChannelArn: str
    CreatedTimestamp: datetime
    CreatedBy: IdentityTypeDef

class ChannelModeratorSummaryTypeDef(TypedDict):
    Moderator: IdentityTypeDef

class ChannelRetentionSettingsTypeDef(TypedDict):
    RetentionDays: NotRequired[int]

class ChannelRetentionSettingsOutputTypeDef(TypedDict):
    RetentionDays: int

class ChannelSummaryTypeDef(TypedDict):
    Name: str
    ChannelArn: str
    Mode: ChannelModeType
    Privacy: ChannelPrivacyType
    Metadata: str
    LastMessageTimestamp: datetime

class ChimeSdkMeetingConfigurationTypeDef(TypedDict):
    SourceConfiguration: NotRequired[SourceConfigurationTypeDef | SourceConfigurationOutputTypeDef]
    ArtifactsConfiguration: NotRequired[ArtifactsConfigurationTypeDef | ArtifactsConfigurationOutputTypeDef]

class ChimeSdkMeetingConfigurationOutputTypeDef(TypedDict):
    SourceConfiguration: SourceConfigurationOutputTypeDef
    ArtifactsConfiguration: ArtifactsConfigurationOutputTypeDef

class ContentArtifactsConfigurationTypeDef(TypedDict):
    State: ArtifactsStateType
    MuxType: NotRequired[ContentMuxTypeType]

class ContentArtifactsConfigurationOutputTypeDef(TypedDict):
    State: ArtifactsStateType
    MuxType: ContentMuxTypeType

class ConversationRetentionSettingsTypeDef(TypedDict):
    RetentionDays: NotRequired[int]

class ConversationRetentionSettingsOutputTypeDef(TypedDict):
    RetentionDays: int

class CreateAccountResponseTypeDef(TypedDict):
    Account: AccountTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateAppInstanceAdminResponseTypeDef(TypedDict):
    AppInstanceAdmin: IdentityTypeDef
    AppInstanceArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class CreateAppInstanceResponseTypeDef(TypedDict):
    AppInstanceArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class CreateAppInstanceUserResponseTypeDef(TypedDict):
    AppInstanceUserArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class CreateAttendeeErrorTypeDef(TypedDict):
    ExternalUserId: str
    ErrorCode: str
    ErrorMessage: str

class CreateAttendeeRequestItemTypeDef(TypedDict):
    ExternalUserId: str
    Tags: NotRequired[Sequence[TagTypeDef]]

class CreateAttendeeResponseTypeDef(TypedDict):
    Attendee: AttendeeTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateBotResponseTypeDef(TypedDict):
    Bot: BotTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateChannelBanResponseTypeDef(TypedDict):
    ChannelArn: str
    Member: IdentityTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateChannelMembershipResponseTypeDef(TypedDict):
    ChannelArn: str
    Member: IdentityTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateChannelModeratorResponseTypeDef(TypedDict):
    ChannelArn: str
    ChannelModerator: IdentityTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateChannelResponseTypeDef(TypedDict):
    ChannelArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class CreateMediaCapturePipelineResponseTypeDef(TypedDict):
    MediaCapturePipeline: MediaCapturePipelineTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateMeetingDialOutResponseTypeDef(TypedDict):
    TransactionId: str
    ResponseMetadata: ResponseMetadataTypeDef

class CreateMeetingResponseTypeDef(TypedDict):
    Meeting: MeetingTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateMeetingWithAttendeesResponseTypeDef(TypedDict):
    Meeting: MeetingTypeDef
    Attendees: list[AttendeeTypeDef]
    Errors: list[CreateAttendeeErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class CreatePhoneNumberOrderResponseTypeDef(TypedDict):
    PhoneNumberOrder: PhoneNumberOrderTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateProxySessionResponseTypeDef(TypedDict):
    ProxySession: ProxySessionTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateRoomMembershipResponseTypeDef(TypedDict):
    RoomMembership: RoomMembershipTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateRoomResponseTypeDef(TypedDict):
    Room: RoomTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateSipMediaApplicationCallResponseTypeDef(TypedDict):
    SipMediaApplicationCall: SipMediaApplicationCallTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateSipMediaApplicationResponseTypeDef(TypedDict):
    SipMediaApplication: SipMediaApplicationTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateSipRuleResponseTypeDef(TypedDict):
    SipRule: SipRuleTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateUserResponseTypeDef(TypedDict):
    User: UserTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateVoiceConnectorGroupResponseTypeDef(TypedDict):
    VoiceConnectorGroup: VoiceConnectorGroupTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CreateVoiceConnectorResponseTypeDef(TypedDict):
    VoiceConnector: VoiceConnectorTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class CredentialTypeDef(TypedDict):
    Username: NotRequired[str]
    Password: NotRequired[str]

class DNISEmergencyCallingConfigurationTypeDef(TypedDict):
    EmergencyPhoneNumber: str
    TestPhoneNumber: NotRequired[str]
    CallingCountry: str

class DNISEmergencyCallingConfigurationOutputTypeDef(TypedDict):
    EmergencyPhoneNumber: str
    TestPhoneNumber: str
    CallingCountry: str

class DeleteAccountResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeAppInstanceAdminResponseTypeDef(TypedDict):
    AppInstanceAdmin: AppInstanceAdminTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeAppInstanceResponseTypeDef(TypedDict):
    AppInstance: AppInstanceTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeAppInstanceUserResponseTypeDef(TypedDict):
    AppInstanceUser: AppInstanceUserTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeChannelBanResponseTypeDef(TypedDict):
    ChannelBan: ChannelBanTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeChannelMembershipForAppInstanceUserResponseTypeDef(TypedDict):
    ChannelMembership: ChannelMembershipForAppInstanceUserSummaryTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeChannelMembershipResponseTypeDef(TypedDict):
    ChannelMembership: ChannelMembershipTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeChannelModeratedByAppInstanceUserResponseTypeDef(TypedDict):
    Channel: ChannelModeratedByAppInstanceUserSummaryTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeChannelModeratorResponseTypeDef(TypedDict):
    ChannelModerator: ChannelModeratorTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DescribeChannelResponseTypeDef(TypedDict):
    Channel: ChannelTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class DisassociatePhoneNumberFromUserResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class DisassociatePhoneNumbersFromVoiceConnectorGroupResponseTypeDef(TypedDict):
    PhoneNumberErrors: list[PhoneNumberErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class DisassociatePhoneNumbersFromVoiceConnectorResponseTypeDef(TypedDict):
    PhoneNumberErrors: list[PhoneNumberErrorTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class DisassociateSigninDelegateGroupsFromAccountResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class EmergencyCallingConfigurationTypeDef(TypedDict):
    DNIS: NotRequired[Sequence[DNISEmergencyCallingConfigurationTypeDef | DNISEmergencyCallingConfigurationOutputTypeDef]]

class EmergencyCallingConfigurationOutputTypeDef(TypedDict):
    DNIS: list[DNISEmergencyCallingConfigurationOutputTypeDef]

class EngineTranscribeMedicalSettingsTypeDef(TypedDict):
    LanguageCode: TranscribeMedicalLanguageCodeType
    Specialty: TranscribeMedicalSpecialtyType
    Type: TranscribeMedicalTypeType
    VocabularyName: NotRequired[str]
    Region: NotRequired[TranscribeMedicalRegionType]
    ContentIdentificationType: NotRequired[TranscribeMedicalContentIdentificationTypeType]

class EngineTranscribeSettingsTypeDef(TypedDict):
    LanguageCode: NotRequired[TranscribeLanguageCodeType]
    VocabularyFilterMethod: NotRequired[TranscribeVocabularyFilterMethodType]
    VocabularyFilterName: NotRequired[str]
    VocabularyName: NotRequired[str]
    Region: NotRequired[TranscribeRegionType]
    EnablePartialResultsStabilization: NotRequired[bool]
    PartialResultsStability: NotRequired[TranscribePartialResultsStabilityType]
    ContentIdentificationType: NotRequired[TranscribeContentIdentificationTypeType]
    ContentRedactionType: NotRequired[TranscribeContentRedactionTypeType]
    PiiEntityTypes: NotRequired[str]
    LanguageModelName: NotRequired[str]
    IdentifyLanguage: NotRequired[bool]
    LanguageOptions: NotRequired[str]
    PreferredLanguage: NotRequired[TranscribeLanguageCodeType]
    VocabularyNames: NotRequired[str]
    VocabularyFilterNames: NotRequired[str]

class EventsConfigurationTypeDef(TypedDict):
    BotId: str
    OutboundEventsHTTPSEndpoint: str
    LambdaFunctionArn: str

class GeoMatchParamsTypeDef(TypedDict):
    Country: str
    AreaCode: str

class GetAccountResponseTypeDef(TypedDict):
    Account: AccountTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetAccountSettingsResponseTypeDef(TypedDict):
    AccountSettings: AccountSettingsOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetAppInstanceRetentionSettingsResponseTypeDef(TypedDict):
    AppInstanceRetentionSettings: AppInstanceRetentionSettingsOutputTypeDef
    InitiateDeletionTimestamp: datetime
    ResponseMetadata: ResponseMetadataTypeDef

class GetAppInstanceStreamingConfigurationsResponseTypeDef(TypedDict):
    AppInstanceStreamingConfigurations: list[AppInstanceStreamingConfigurationTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class GetAttendeeResponseTypeDef(TypedDict):
    Attendee: AttendeeTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetBotResponseTypeDef(TypedDict):
    Bot: BotTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetChannelMessageResponseTypeDef(TypedDict):
    ChannelMessage: ChannelMessageTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetEventsConfigurationResponseTypeDef(TypedDict):
    EventsConfiguration: EventsConfigurationTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetGlobalSettingsResponseTypeDef(TypedDict):
    BusinessCalling: BusinessCallingSettingsOutputTypeDef
    VoiceConnector: VoiceConnectorSettingsOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetMediaCapturePipelineResponseTypeDef(TypedDict):
    MediaCapturePipeline: MediaCapturePipelineTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetMeetingResponseTypeDef(TypedDict):
    Meeting: MeetingTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetMessagingSessionEndpointResponseTypeDef(TypedDict):
    Endpoint: MessagingSessionEndpointTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetPhoneNumberOrderResponseTypeDef(TypedDict):
    PhoneNumberOrder: PhoneNumberOrderTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetPhoneNumberResponseTypeDef(TypedDict):
    PhoneNumber: PhoneNumberTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetPhoneNumberSettingsResponseTypeDef(TypedDict):
    CallingName: str
    CallingNameUpdatedTimestamp: datetime
    ResponseMetadata: ResponseMetadataTypeDef

class GetProxySessionResponseTypeDef(TypedDict):
    ProxySession: ProxySessionTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetRetentionSettingsResponseTypeDef(TypedDict):
    RetentionSettings: RetentionSettingsOutputTypeDef
    InitiateDeletionTimestamp: datetime
    ResponseMetadata: ResponseMetadataTypeDef

class GetRoomResponseTypeDef(TypedDict):
    Room: RoomTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetSipMediaApplicationLoggingConfigurationResponseTypeDef(TypedDict):
    SipMediaApplicationLoggingConfiguration: SipMediaApplicationLoggingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetSipMediaApplicationResponseTypeDef(TypedDict):
    SipMediaApplication: SipMediaApplicationTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetSipRuleResponseTypeDef(TypedDict):
    SipRule: SipRuleTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetUserResponseTypeDef(TypedDict):
    User: UserTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetUserSettingsResponseTypeDef(TypedDict):
    UserSettings: UserSettingsTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorEmergencyCallingConfigurationResponseTypeDef(TypedDict):
    EmergencyCallingConfiguration: EmergencyCallingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorGroupResponseTypeDef(TypedDict):
    VoiceConnectorGroup: VoiceConnectorGroupTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorLoggingConfigurationResponseTypeDef(TypedDict):
    LoggingConfiguration: LoggingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorOriginationResponseTypeDef(TypedDict):
    Origination: OriginationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorProxyResponseTypeDef(TypedDict):
    Proxy: ProxyTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorResponseTypeDef(TypedDict):
    VoiceConnector: VoiceConnectorTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorStreamingConfigurationResponseTypeDef(TypedDict):
    StreamingConfiguration: StreamingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorTerminationHealthResponseTypeDef(TypedDict):
    TerminationHealth: TerminationHealthTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class GetVoiceConnectorTerminationResponseTypeDef(TypedDict):
    Termination: TerminationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class IdentityTypeDef(TypedDict):
    Arn: str
    Name: str

class InviteTypeDef(TypedDict):
    InviteId: str
    Status: InviteStatusType
    EmailAddress: str
    EmailStatus: EmailStatusType

class InviteUsersResponseTypeDef(TypedDict):
    Invites: list[InviteTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListAccountsResponseTypeDef(TypedDict):
    Accounts: list[AccountTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListAppInstanceAdminsResponseTypeDef(TypedDict):
    AppInstanceArn: str
    AppInstanceAdmins: list[AppInstanceAdminSummaryTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListAppInstanceUsersResponseTypeDef(TypedDict):
    AppInstanceArn: str
    AppInstanceUsers: list[AppInstanceUserSummaryTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListAppInstancesResponseTypeDef(TypedDict):
    AppInstances: list[AppInstanceSummaryTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListAttendeeTagsResponseTypeDef(TypedDict):
    Tags: list[TagTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListAttendeesResponseTypeDef(TypedDict):
    Attendees: list[AttendeeTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListBotsResponseTypeDef(TypedDict):
    Bots: list[BotTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListChannelBansResponseTypeDef(TypedDict):
    ChannelArn: str
    NextToken: NotRequired[str]
    ChannelBans: list[ChannelBanSummaryTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListChannelMembershipsForAppInstanceUserResponseTypeDef(TypedDict):
    ChannelMemberships: list[ChannelMembershipForAppInstanceUserSummaryTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListChannelMembershipsResponseTypeDef(TypedDict):
    ChannelArn: str
    ChannelMemberships: list[ChannelMembershipSummaryTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListChannelMessagesResponseTypeDef(TypedDict):
    ChannelArn: str
    NextToken: NotRequired[str]
    ChannelMessages: list[ChannelMessageSummaryTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListChannelModeratorsResponseTypeDef(TypedDict):
    ChannelArn: str
    NextToken: NotRequired[str]
    ChannelModerators: list[ChannelModeratorSummaryTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListChannelsModeratedByAppInstanceUserResponseTypeDef(TypedDict):
    Channels: list[ChannelModeratedByAppInstanceUserSummaryTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListChannelsResponseTypeDef(TypedDict):
    Channels: list[ChannelSummaryTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListMediaCapturePipelinesResponseTypeDef(TypedDict):
    MediaCapturePipelines: list[MediaCapturePipelineTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListMeetingTagsResponseTypeDef(TypedDict):
    Tags: list[TagTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListMeetingsResponseTypeDef(TypedDict):
    Meetings: list[MeetingTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListPhoneNumberOrdersResponseTypeDef(TypedDict):
    PhoneNumberOrders: list[PhoneNumberOrderTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListPhoneNumbersResponseTypeDef(TypedDict):
    PhoneNumbers: list[PhoneNumberTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListProxySessionsResponseTypeDef(TypedDict):
    ProxySessions: list[ProxySessionTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListRoomMembershipsResponseTypeDef(TypedDict):
    RoomMemberships: list[RoomMembershipTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListRoomsResponseTypeDef(TypedDict):
    Rooms: list[RoomTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListSipMediaApplicationsResponseTypeDef(TypedDict):
    SipMediaApplications: list[SipMediaApplicationTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListSipRulesResponseTypeDef(TypedDict):
    SipRules: list[SipRuleTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListSupportedPhoneNumberCountriesResponseTypeDef(TypedDict):
    PhoneNumberCountries: list[PhoneNumberCountryTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListTagsForResourceResponseTypeDef(TypedDict):
    Tags: list[TagTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class ListUsersResponseTypeDef(TypedDict):
    Users: list[UserTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListVoiceConnectorGroupsResponseTypeDef(TypedDict):
    VoiceConnectorGroups: list[VoiceConnectorGroupTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListVoiceConnectorTerminationCredentialsResponseTypeDef(TypedDict):
    Usernames: list[str]
    ResponseMetadata: ResponseMetadataTypeDef

class ListVoiceConnectorsResponseTypeDef(TypedDict):
    VoiceConnectors: list[VoiceConnectorTypeDef]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class LoggingConfigurationTypeDef(TypedDict):
    EnableSIPLogs: NotRequired[bool]
    EnableMediaMetricLogs: NotRequired[bool]

class LoggingConfigurationOutputTypeDef(TypedDict):
    EnableSIPLogs: bool
    EnableMediaMetricLogs: bool

class LogoutUserResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class MediaCapturePipelineTypeDef(TypedDict):
    MediaPipelineId: str
    SourceType: MediaPipelineSourceTypeType
    SourceArn: str
    Status: MediaPipelineStatusType
    SinkType: MediaPipelineSinkTypeType
    SinkArn: str
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime
    ChimeSdkMeetingConfiguration: ChimeSdkMeetingConfigurationOutputTypeDef

class MediaPlacementTypeDef(TypedDict):
    AudioHostUrl: str
    AudioFallbackUrl: str
    ScreenDataUrl: str
    ScreenSharingUrl: str
    ScreenViewingUrl: str
    SignalingUrl: str
    TurnControlUrl: str
    EventIngestionUrl: str

class MeetingTypeDef(TypedDict):
    MeetingId: str
    ExternalMeetingId: str
    MediaPlacement: MediaPlacementTypeDef
    MediaRegion: str

class MeetingNotificationConfigurationTypeDef(TypedDict):
    SnsTopicArn: NotRequired[str]
    SqsQueueArn: NotRequired[str]

class MemberTypeDef(TypedDict):
    MemberId: str
    MemberType: MemberTypeType
    Email: str
    FullName: str
    AccountId: str

class MemberErrorTypeDef(TypedDict):
    MemberId: str
    ErrorCode: ErrorCodeType
    ErrorMessage: str

class MembershipItemTypeDef(TypedDict):
    MemberId: NotRequired[str]
    Role: NotRequired[RoomMembershipRoleType]

class MessagingSessionEndpointTypeDef(TypedDict):
    Url: str

class OrderedPhoneNumberTypeDef(TypedDict):
    E164PhoneNumber: str
    Status: OrderedPhoneNumberStatusType

class OriginationTypeDef(TypedDict):
    Routes: NotRequired[Sequence[OriginationRouteTypeDef | OriginationRouteOutputTypeDef]]
    Disabled: NotRequired[bool]

class OriginationOutputTypeDef(TypedDict):
    Routes: list[OriginationRouteOutputTypeDef]
    Disabled: bool

class OriginationRouteTypeDef(TypedDict):
    Host: NotRequired[str]
    Port: NotRequired[int]
    Protocol: NotRequired[OriginationRouteProtocolType]
    Priority: NotRequired[int]
    Weight: NotRequired[int]

class OriginationRouteOutputTypeDef(TypedDict):
    Host: str
    Port: int
    Protocol: OriginationRouteProtocolType
    Priority: int
    Weight: int

class ParticipantTypeDef(TypedDict):
    PhoneNumber: str
    ProxyPhoneNumber: str

class PhoneNumberTypeDef(TypedDict):
    PhoneNumberId: str
    E164PhoneNumber: str
    Country: str
    Type: PhoneNumberTypeType
    ProductType: PhoneNumberProductTypeType
    Status: PhoneNumberStatusType
    Capabilities: PhoneNumberCapabilitiesTypeDef
    Associations: list[PhoneNumberAssociationTypeDef]
    CallingName: str
    CallingNameStatus: CallingNameStatusType
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime
    DeletionTimestamp: datetime

class PhoneNumberAssociationTypeDef(TypedDict):
    Value: str
    Name: PhoneNumberAssociationNameType
    AssociatedTimestamp: datetime

class PhoneNumberCapabilitiesTypeDef(TypedDict):
    InboundCall: bool
    OutboundCall: bool
    InboundSMS: bool
    OutboundSMS: bool
    InboundMMS: bool
    OutboundMMS: bool

class PhoneNumberCountryTypeDef(TypedDict):
    CountryCode: str
    SupportedPhoneNumberTypes: list[PhoneNumberTypeType]

class PhoneNumberErrorTypeDef(TypedDict):
    PhoneNumberId: str
    ErrorCode: ErrorCodeType
    ErrorMessage: str

class PhoneNumberOrderTypeDef(TypedDict):
    PhoneNumberOrderId: str
    ProductType: PhoneNumberProductTypeType
    Status: PhoneNumberOrderStatusType
    OrderedPhoneNumbers: list[OrderedPhoneNumberTypeDef]
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime

class ProxyTypeDef(TypedDict):
    DefaultSessionExpiryMinutes: int
    Disabled: bool
    FallBackPhoneNumber: str
    PhoneNumberCountries: list[str]

class ProxySessionTypeDef(TypedDict):
    VoiceConnectorId: str
    ProxySessionId: str
    Name: str
    Status: ProxySessionStatusType
    ExpiryMinutes: int
    Capabilities: list[CapabilityType]
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime
    EndedTimestamp: datetime
    Participants: list[ParticipantTypeDef]
    NumberSelectionBehavior: NumberSelectionBehaviorType
    GeoMatchLevel: GeoMatchLevelType
    GeoMatchParams: GeoMatchParamsTypeDef

class PutAppInstanceRetentionSettingsResponseTypeDef(TypedDict):
    AppInstanceRetentionSettings: AppInstanceRetentionSettingsOutputTypeDef
    InitiateDeletionTimestamp: datetime
    ResponseMetadata: ResponseMetadataTypeDef

class PutAppInstanceStreamingConfigurationsResponseTypeDef(TypedDict):
    AppInstanceStreamingConfigurations: list[AppInstanceStreamingConfigurationTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class PutEventsConfigurationResponseTypeDef(TypedDict):
    EventsConfiguration: EventsConfigurationTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class PutRetentionSettingsResponseTypeDef(TypedDict):
    RetentionSettings: RetentionSettingsOutputTypeDef
    InitiateDeletionTimestamp: datetime
    ResponseMetadata: ResponseMetadataTypeDef

class PutSipMediaApplicationLoggingConfigurationResponseTypeDef(TypedDict):
    SipMediaApplicationLoggingConfiguration: SipMediaApplicationLoggingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class PutVoiceConnectorEmergencyCallingConfigurationResponseTypeDef(TypedDict):
    EmergencyCallingConfiguration: EmergencyCallingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class PutVoiceConnectorLoggingConfigurationResponseTypeDef(TypedDict):
    LoggingConfiguration: LoggingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class PutVoiceConnectorOriginationResponseTypeDef(TypedDict):
    Origination: OriginationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class PutVoiceConnectorProxyResponseTypeDef(TypedDict):
    Proxy: ProxyTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class PutVoiceConnectorStreamingConfigurationResponseTypeDef(TypedDict):
    StreamingConfiguration: StreamingConfigurationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class PutVoiceConnectorTerminationResponseTypeDef(TypedDict):
    Termination: TerminationOutputTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class RedactChannelMessageResponseTypeDef(TypedDict):
    ChannelArn: str
    MessageId: str
    ResponseMetadata: ResponseMetadataTypeDef

class RedactConversationMessageResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class RedactRoomMessageResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class RegenerateSecurityTokenResponseTypeDef(TypedDict):
    Bot: BotTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class ResetPersonalPINResponseTypeDef(TypedDict):
    User: UserTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class RestorePhoneNumberResponseTypeDef(TypedDict):
    PhoneNumber: PhoneNumberTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class RetentionSettingsTypeDef(TypedDict):
    RoomRetentionSettings: NotRequired[RoomRetentionSettingsTypeDef | RoomRetentionSettingsOutputTypeDef]
    ConversationRetentionSettings: NotRequired[ConversationRetentionSettingsTypeDef | ConversationRetentionSettingsOutputTypeDef]

class RetentionSettingsOutputTypeDef(TypedDict):
    RoomRetentionSettings: RoomRetentionSettingsOutputTypeDef
    ConversationRetentionSettings: ConversationRetentionSettingsOutputTypeDef

class RoomTypeDef(TypedDict):
    RoomId: str
    Name: str
    AccountId: str
    CreatedBy: str
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime

class RoomMembershipTypeDef(TypedDict):
    RoomId: str
    Member: MemberTypeDef
    Role: RoomMembershipRoleType
    InvitedBy: str
    UpdatedTimestamp: datetime

class RoomRetentionSettingsTypeDef(TypedDict):
    RetentionDays: NotRequired[int]

class RoomRetentionSettingsOutputTypeDef(TypedDict):
    RetentionDays: int

class SearchAvailablePhoneNumbersResponseTypeDef(TypedDict):
    E164PhoneNumbers: list[str]
    NextToken: NotRequired[str]
    ResponseMetadata: ResponseMetadataTypeDef

class SelectedVideoStreamsTypeDef(TypedDict):
    AttendeeIds: NotRequired[Sequence[str]]
    ExternalUserIds: NotRequired[Sequence[str]]

class SelectedVideoStreamsOutputTypeDef(TypedDict):
    AttendeeIds: list[str]
    ExternalUserIds: list[str]

class SendChannelMessageResponseTypeDef(TypedDict):
    ChannelArn: str
    MessageId: str
    ResponseMetadata: ResponseMetadataTypeDef

class SigninDelegateGroupTypeDef(TypedDict):
    GroupName: NotRequired[str]

class SigninDelegateGroupOutputTypeDef(TypedDict):
    GroupName: str

class SipMediaApplicationTypeDef(TypedDict):
    SipMediaApplicationId: str
    AwsRegion: str
    Name: str
    Endpoints: list[SipMediaApplicationEndpointOutputTypeDef]
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime

class SipMediaApplicationCallTypeDef(TypedDict):
    TransactionId: str

class SipMediaApplicationEndpointTypeDef(TypedDict):
    LambdaArn: NotRequired[str]

class SipMediaApplicationEndpointOutputTypeDef(TypedDict):
    LambdaArn: str

class SipMediaApplicationLoggingConfigurationTypeDef(TypedDict):
    EnableSipMediaApplicationMessageLogs: NotRequired[bool]

class SipMediaApplicationLoggingConfigurationOutputTypeDef(TypedDict):
    EnableSipMediaApplicationMessageLogs: bool

class SipRuleTypeDef(TypedDict):
    SipRuleId: str
    Name: str
    Disabled: bool
    TriggerType: SipRuleTriggerTypeType
    TriggerValue: str
    TargetApplications: list[SipRuleTargetApplicationOutputTypeDef]
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime

class SipRuleTargetApplicationTypeDef(TypedDict):
    SipMediaApplicationId: NotRequired[str]
    Priority: NotRequired[int]
    AwsRegion: NotRequired[str]

class SipRuleTargetApplicationOutputTypeDef(TypedDict):
    SipMediaApplicationId: str
    Priority: int
    AwsRegion: str

class SourceConfigurationTypeDef(TypedDict):
    SelectedVideoStreams: NotRequired[SelectedVideoStreamsTypeDef | SelectedVideoStreamsOutputTypeDef]

class SourceConfigurationOutputTypeDef(TypedDict):
    SelectedVideoStreams: SelectedVideoStreamsOutputTypeDef

class StartMeetingTranscriptionResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class StopMeetingTranscriptionResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class StreamingConfigurationTypeDef(TypedDict):
    DataRetentionInHours: int
    Disabled: NotRequired[bool]
    StreamingNotificationTargets: NotRequired[Sequence[StreamingNotificationTargetTypeDef]]

class StreamingConfigurationOutputTypeDef(TypedDict):
    DataRetentionInHours: int
    Disabled: bool
    StreamingNotificationTargets: list[StreamingNotificationTargetTypeDef]

class StreamingNotificationTargetTypeDef(TypedDict):
    NotificationTarget: NotificationTargetType

class TagTypeDef(TypedDict):
    Key: str
    Value: str

class TelephonySettingsTypeDef(TypedDict):
    InboundCalling: bool
    OutboundCalling: bool
    SMS: bool

class TerminationTypeDef(TypedDict):
    CpsLimit: NotRequired[int]
    DefaultPhoneNumber: NotRequired[str]
    CallingRegions: NotRequired[Sequence[str]]
    CidrAllowedList: NotRequired[Sequence[str]]
    Disabled: NotRequired[bool]

class TerminationOutputTypeDef(TypedDict):
    CpsLimit: int
    DefaultPhoneNumber: str
    CallingRegions: list[str]
    CidrAllowedList: list[str]
    Disabled: bool

class TerminationHealthTypeDef(TypedDict):
    Timestamp: datetime
    Source: str

class TranscriptionConfigurationTypeDef(TypedDict):
    EngineTranscribeSettings: NotRequired[EngineTranscribeSettingsTypeDef]
    EngineTranscribeMedicalSettings: NotRequired[EngineTranscribeMedicalSettingsTypeDef]

class UpdateAccountResponseTypeDef(TypedDict):
    Account: AccountTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateAccountSettingsResponseTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateAppInstanceResponseTypeDef(TypedDict):
    AppInstanceArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateAppInstanceUserResponseTypeDef(TypedDict):
    AppInstanceUserArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateBotResponseTypeDef(TypedDict):
    Bot: BotTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateChannelMessageResponseTypeDef(TypedDict):
    ChannelArn: str
    MessageId: str
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateChannelReadMarkerResponseTypeDef(TypedDict):
    ChannelArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateChannelResponseTypeDef(TypedDict):
    ChannelArn: str
    ResponseMetadata: ResponseMetadataTypeDef

class UpdatePhoneNumberRequestItemTypeDef(TypedDict):
    PhoneNumberId: str
    ProductType: NotRequired[PhoneNumberProductTypeType]
    CallingName: NotRequired[str]

class UpdatePhoneNumberResponseTypeDef(TypedDict):
    PhoneNumber: PhoneNumberTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateProxySessionResponseTypeDef(TypedDict):
    ProxySession: ProxySessionTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateRoomMembershipResponseTypeDef(TypedDict):
    RoomMembership: RoomMembershipTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateRoomResponseTypeDef(TypedDict):
    Room: RoomTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateSipMediaApplicationCallResponseTypeDef(TypedDict):
    SipMediaApplicationCall: SipMediaApplicationCallTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateSipMediaApplicationResponseTypeDef(TypedDict):
    SipMediaApplication: SipMediaApplicationTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateSipRuleResponseTypeDef(TypedDict):
    SipRule: SipRuleTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateUserRequestItemTypeDef(TypedDict):
    UserId: str
    LicenseType: NotRequired[LicenseType]
    UserType: NotRequired[UserTypeType]
    AlexaForBusinessMetadata: NotRequired[AlexaForBusinessMetadataTypeDef | AlexaForBusinessMetadataOutputTypeDef]

class UpdateUserResponseTypeDef(TypedDict):
    User: UserTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateVoiceConnectorGroupResponseTypeDef(TypedDict):
    VoiceConnectorGroup: VoiceConnectorGroupTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UpdateVoiceConnectorResponseTypeDef(TypedDict):
    VoiceConnector: VoiceConnectorTypeDef
    ResponseMetadata: ResponseMetadataTypeDef

class UserTypeDef(TypedDict):
    UserId: str
    AccountId: str
    PrimaryEmail: str
    PrimaryProvisionedNumber: str
    DisplayName: str
    LicenseType: LicenseType
    UserType: UserTypeType
    UserRegistrationStatus: RegistrationStatusType
    UserInvitationStatus: InviteStatusType
    RegisteredOn: datetime
    InvitedOn: datetime
    AlexaForBusinessMetadata: AlexaForBusinessMetadataOutputTypeDef
    PersonalPIN: str

class UserErrorTypeDef(TypedDict):
    UserId: str
    ErrorCode: ErrorCodeType
    ErrorMessage: str

class UserSettingsTypeDef(TypedDict):
    Telephony: TelephonySettingsTypeDef

class ValidateE911AddressResponseTypeDef(TypedDict):
    ValidationResult: int
    AddressExternalId: str
    Address: AddressTypeDef
    CandidateAddressList: list[CandidateAddressTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef

class VideoArtifactsConfigurationTypeDef(TypedDict):
    State: ArtifactsStateType
    MuxType: NotRequired[VideoMuxTypeType]

class VideoArtifactsConfigurationOutputTypeDef(TypedDict):
    State: ArtifactsStateType
    MuxType: VideoMuxTypeType

class VoiceConnectorTypeDef(TypedDict):
    VoiceConnectorId: str
    AwsRegion: VoiceConnectorAwsRegionType
    Name: str
    OutboundHostName: str
    RequireEncryption: bool
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime
    VoiceConnectorArn: str

class VoiceConnectorGroupTypeDef(TypedDict):
    VoiceConnectorGroupId: str
    Name: str
    VoiceConnectorItems: list[VoiceConnectorItemTypeDef]
    CreatedTimestamp: datetime
    UpdatedTimestamp: datetime
    VoiceConnectorGroupArn: str

class VoiceConnectorItemTypeDef(TypedDict):
    VoiceConnectorId: str
    Priority: int

class VoiceConnectorSettingsTypeDef(TypedDict):
    CdrBucket: NotRequired[str]

class VoiceConnectorSettingsOutputTypeDef(TypedDict):
    CdrBucket: str

class ChimeClient:
    """A ``chime`` client with all its operations; those that were removed are marked as deprecated."""

    meta: ClientMeta
    @property
    def exceptions(self) -> Exceptions: ...
    @property
    def waiter_names(self) -> list[str]: ...
    def can_paginate(self, operation_name: str) -> bool: ...
    def get_paginator(self, operation_name: str) -> Any: ...
    def get_waiter(self, waiter_name: str) -> Any: ...
    def generate_presigned_url(
        self,
        ClientMethod: str,
        Params: Mapping[str, Any] | None = ...,
        ExpiresIn: int = ...,
        HttpMethod: str | None = ...,
    ) -> str: ...
    def close(self) -> None: ...
    def associate_phone_number_with_user(
        self,
        *,
        AccountId: str,
        UserId: str,
        E164PhoneNumber: str,
    ) -> AssociatePhoneNumberWithUserResponseTypeDef: ...
    @deprecated("chime:AssociatePhoneNumbersWithVoiceConnector moved to chime-sdk-voice:AssociatePhoneNumbersWithVoiceConnector")
    def associate_phone_numbers_with_voice_connector(
        self,
        *,
        VoiceConnectorId: str,
        E164PhoneNumbers: Sequence[str],
        ForceAssociate: bool = ...,
    ) -> AssociatePhoneNumbersWithVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:AssociatePhoneNumbersWithVoiceConnectorGroup moved to chime-sdk-voice:AssociatePhoneNumbersWithVoiceConnectorGroup")
    def associate_phone_numbers_with_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
        E164PhoneNumbers: Sequence[str],
        ForceAssociate: bool = ...,
    ) -> AssociatePhoneNumbersWithVoiceConnectorGroupResponseTypeDef: ...
    def associate_signin_delegate_groups_with_account(
        self,
        *,
        AccountId: str,
        SigninDelegateGroups: Sequence[SigninDelegateGroupTypeDef | SigninDelegateGroupOutputTypeDef],
    ) -> AssociateSigninDelegateGroupsWithAccountResponseTypeDef: ...
    @deprecated("chime:BatchCreateAttendee moved to chime-sdk-meetings:BatchCreateAttendee")
    def batch_create_attendee(
        self,
        *,
        MeetingId: str,
        Attendees: Sequence[CreateAttendeeRequestItemTypeDef],
    ) -> BatchCreateAttendeeResponseTypeDef: ...
    @deprecated("chime:BatchCreateChannelMembership moved to chime-sdk-messaging:BatchCreateChannelMembership")
    def batch_create_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArns: Sequence[str],
        Type: ChannelMembershipTypeType = ...,
        ChimeBearer: str = ...,
    ) -> BatchCreateChannelMembershipResponseTypeDef: ...
    def batch_create_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MembershipItemList: Sequence[MembershipItemTypeDef],
    ) -> BatchCreateRoomMembershipResponseTypeDef: ...
    def batch_delete_phone_number(
        self,
        *,
        PhoneNumberIds: Sequence[str],
    ) -> BatchDeletePhoneNumberResponseTypeDef: ...
    def batch_suspend_user(
        self,
        *,
        AccountId: str,
        UserIdList: Sequence[str],
    ) -> BatchSuspendUserResponseTypeDef: ...
    def batch_unsuspend_user(
        self,
        *,
        AccountId: str,
        UserIdList: Sequence[str],
    ) -> BatchUnsuspendUserResponseTypeDef: ...
    def batch_update_phone_number(
        self,
        *,
        UpdatePhoneNumberRequestItems: Sequence[UpdatePhoneNumberRequestItemTypeDef],
    ) -> BatchUpdatePhoneNumberResponseTypeDef: ...
    def batch_update_user(
        self,
        *,
        AccountId: str,
        UpdateUserRequestItems: Sequence[UpdateUserRequestItemTypeDef],
    ) -> BatchUpdateUserResponseTypeDef: ...
    def create_account(self, *, Name: str) -> CreateAccountResponseTypeDef: ...
    @deprecated("chime:CreateAppInstance moved to chime-sdk-identity:CreateAppInstance")
    def create_app_instance(
        self,
        *,
        Name: str,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
    ) -> CreateAppInstanceResponseTypeDef: ...
    @deprecated("chime:CreateAppInstanceAdmin moved to chime-sdk-identity:CreateAppInstanceAdmin")
    def create_app_instance_admin(
        self,
        *,
        AppInstanceAdminArn: str,
        AppInstanceArn: str,
    ) -> CreateAppInstanceAdminResponseTypeDef: ...
    @deprecated("chime:CreateAppInstanceUser moved to chime-sdk-identity:CreateAppInstanceUser")
    def create_app_instance_user(
        self,
        *,
        AppInstanceArn: str,
        AppInstanceUserId: str,
        Name: str,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
    ) -> CreateAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:CreateAttendee moved to chime-sdk-meetings:CreateAttendee")
    def create_attendee(
        self,
        *,
        MeetingId: str,
        ExternalUserId: str,
        Tags: Sequence[TagTypeDef] = ...,
    ) -> CreateAttendeeResponseTypeDef: ...
    def create_bot(
        self,
        *,
        DisplayName: str,
        AccountId: str,
        Domain: str = ...,
    ) -> CreateBotResponseTypeDef: ...
    @deprecated("chime:CreateChannel moved to chime-sdk-messaging:CreateChannel")
    def create_channel(
        self,
        *,
        AppInstanceArn: str,
        Name: str,
        Mode: ChannelModeType = ...,
        Privacy: ChannelPrivacyType = ...,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
        ChimeBearer: str = ...,
    ) -> CreateChannelResponseTypeDef: ...
    @deprecated("chime:CreateChannelBan moved to chime-sdk-messaging:CreateChannelBan")
    def create_channel_ban(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> CreateChannelBanResponseTypeDef: ...
    @deprecated("chime:CreateChannelMembership moved to chime-sdk-messaging:CreateChannelMembership")
    def create_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        Type: ChannelMembershipTypeType,
        ChimeBearer: str = ...,
    ) -> CreateChannelMembershipResponseTypeDef: ...
    @deprecated("chime:CreateChannelModerator moved to chime-sdk-messaging:CreateChannelModerator")
    def create_channel_moderator(
        self,
        *,
        ChannelArn: str,
        ChannelModeratorArn: str,
        ChimeBearer: str = ...,
    ) -> CreateChannelModeratorResponseTypeDef: ...
    @deprecated("chime:CreateMediaCapturePipeline moved to chime-sdk-media-pipelines:CreateMediaCapturePipeline")
    def create_media_capture_pipeline(
        self,
        *,
        SourceType: MediaPipelineSourceTypeType,
        SourceArn: str,
        SinkType: MediaPipelineSinkTypeType,
        SinkArn: str,
        ClientRequestToken: str = ...,
        ChimeSdkMeetingConfiguration: ChimeSdkMeetingConfigurationTypeDef | ChimeSdkMeetingConfigurationOutputTypeDef = ...,
    ) -> CreateMediaCapturePipelineResponseTypeDef: ...
    @deprecated("chime:CreateMeeting moved to chime-sdk-meetings:CreateMeeting")
    def create_meeting(
        self,
        *,
        ClientRequestToken: str = ...,
        ExternalMeetingId: str = ...,
        MeetingHostId: str = ...,
        MediaRegion: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
        NotificationsConfiguration: MeetingNotificationConfigurationTypeDef = ...,
    ) -> CreateMeetingResponseTypeDef: ...
    def create_meeting_dial_out(
        self,
        *,
        MeetingId: str,
        FromPhoneNumber: str,
        ToPhoneNumber: str,
        JoinToken: str,
    ) -> CreateMeetingDialOutResponseTypeDef: ...
    @deprecated("chime:CreateMeetingWithAttendees moved to chime-sdk-meetings:CreateMeetingWithAttendees")
    def create_meeting_with_attendees(
        self,
        *,
        ClientRequestToken: str = ...,
        ExternalMeetingId: str = ...,
        MeetingHostId: str = ...,
        MediaRegion: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
        NotificationsConfiguration: MeetingNotificationConfigurationTypeDef = ...,
        Attendees: Sequence[CreateAttendeeRequestItemTypeDef] = ...,
    ) -> CreateMeetingWithAttendeesResponseTypeDef: ...
    def create_phone_number_order(
        self,
        *,
        ProductType: PhoneNumberProductTypeType,
        E164PhoneNumbers: Sequence[str],
    ) -> CreatePhoneNumberOrderResponseTypeDef: ...
    @deprecated("chime:CreateProxySession moved to chime-sdk-voice:CreateProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    def create_proxy_session(
        self,
        *,
        ParticipantPhoneNumbers: Sequence[str],
        Capabilities: Sequence[CapabilityType],
        VoiceConnectorId: str,
        Name: str = ...,
        ExpiryMinutes: int = ...,
        NumberSelectionBehavior: NumberSelectionBehaviorType = ...,
        GeoMatchLevel: GeoMatchLevelType = ...,
        GeoMatchParams: GeoMatchParamsTypeDef = ...,
    ) -> CreateProxySessionResponseTypeDef: ...
    def create_room(
        self,
        *,
        AccountId: str,
        Name: str,
        ClientRequestToken: str = ...,
    ) -> CreateRoomResponseTypeDef: ...
    def create_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MemberId: str,
        Role: RoomMembershipRoleType = ...,
    ) -> CreateRoomMembershipResponseTypeDef: ...
    @deprecated("chime:CreateSipMediaApplication moved to chime-sdk-voice:CreateSipMediaApplication")
    def create_sip_media_application(
        self,
        *,
        AwsRegion: str,
        Name: str,
        Endpoints: Sequence[SipMediaApplicationEndpointTypeDef | SipMediaApplicationEndpointOutputTypeDef],
    ) -> CreateSipMediaApplicationResponseTypeDef: ...
    @deprecated("chime:CreateSipMediaApplicationCall moved to chime-sdk-voice:CreateSipMediaApplicationCall")
    def create_sip_media_application_call(
        self,
        *,
        FromPhoneNumber: str,
        ToPhoneNumber: str,
        SipMediaApplicationId: str,
        SipHeaders: Mapping[str, str] = ...,
    ) -> CreateSipMediaApplicationCallResponseTypeDef: ...
    @deprecated("chime:CreateSipRule moved to chime-sdk-voice:CreateSipRule")
    def create_sip_rule(
        self,
        *,
        Name: str,
        TriggerType: SipRuleTriggerTypeType,
        TriggerValue: str,
        TargetApplications: Sequence[SipRuleTargetApplicationTypeDef | SipRuleTargetApplicationOutputTypeDef],
        Disabled: bool = ...,
    ) -> CreateSipRuleResponseTypeDef: ...
    def create_user(
        self,
        *,
        AccountId: str,
        Username: str = ...,
        Email: str = ...,
        UserType: UserTypeType = ...,
    ) -> CreateUserResponseTypeDef: ...
    @deprecated("chime:CreateVoiceConnector moved to chime-sdk-voice:CreateVoiceConnector")
    def create_voice_connector(
        self,
        *,
        Name: str,
        RequireEncryption: bool,
        AwsRegion: VoiceConnectorAwsRegionType = ...,
    ) -> CreateVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:CreateVoiceConnectorGroup moved to chime-sdk-voice:CreateVoiceConnectorGroup")
    def create_voice_connector_group(
        self,
        *,
        Name: str,
        VoiceConnectorItems: Sequence[VoiceConnectorItemTypeDef] = ...,
    ) -> CreateVoiceConnectorGroupResponseTypeDef: ...
    def delete_account(self, *, AccountId: str) -> DeleteAccountResponseTypeDef: ...
    @deprecated("chime:DeleteAppInstance moved to chime-sdk-identity:DeleteAppInstance")
    def delete_app_instance(self, *, AppInstanceArn: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAppInstanceAdmin moved to chime-sdk-identity:DeleteAppInstanceAdmin")
    def delete_app_instance_admin(
        self,
        *,
        AppInstanceAdminArn: str,
        AppInstanceArn: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAppInstanceStreamingConfigurations moved to chime-sdk-messaging:DeleteMessagingStreamingConfigurations")
    def delete_app_instance_streaming_configurations(
        self,
        *,
        AppInstanceArn: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAppInstanceUser moved to chime-sdk-identity:DeleteAppInstanceUser")
    def delete_app_instance_user(self, *, AppInstanceUserArn: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAttendee moved to chime-sdk-meetings:DeleteAttendee")
    def delete_attendee(self, *, MeetingId: str, AttendeeId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannel moved to chime-sdk-messaging:DeleteChannel")
    def delete_channel(self, *, ChannelArn: str, ChimeBearer: str = ...) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelBan moved to chime-sdk-messaging:DeleteChannelBan")
    def delete_channel_ban(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelMembership moved to chime-sdk-messaging:DeleteChannelMembership")
    def delete_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelMessage moved to chime-sdk-messaging:DeleteChannelMessage")
    def delete_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelModerator moved to chime-sdk-messaging:DeleteChannelModerator")
    def delete_channel_moderator(
        self,
        *,
        ChannelArn: str,
        ChannelModeratorArn: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    def delete_events_configuration(self, *, AccountId: str, BotId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteMediaCapturePipeline moved to chime-sdk-media-pipelines:DeleteMediaCapturePipeline")
    def delete_media_capture_pipeline(self, *, MediaPipelineId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteMeeting moved to chime-sdk-meetings:DeleteMeeting")
    def delete_meeting(self, *, MeetingId: str) -> EmptyResponseMetadataTypeDef: ...
    def delete_phone_number(self, *, PhoneNumberId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteProxySession moved to chime-sdk-voice:DeleteProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    def delete_proxy_session(
        self,
        *,
        VoiceConnectorId: str,
        ProxySessionId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    def delete_room(self, *, AccountId: str, RoomId: str) -> EmptyResponseMetadataTypeDef: ...
    def delete_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MemberId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteSipMediaApplication moved to chime-sdk-voice:DeleteSipMediaApplication")
    def delete_sip_media_application(self, *, SipMediaApplicationId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteSipRule moved to chime-sdk-voice:DeleteSipRule")
    def delete_sip_rule(self, *, SipRuleId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnector moved to chime-sdk-voice:DeleteVoiceConnector")
    def delete_voice_connector(self, *, VoiceConnectorId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorEmergencyCallingConfiguration moved to chime-sdk-voice:DeleteVoiceConnectorEmergencyCallingConfiguration")
    def delete_voice_connector_emergency_calling_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorGroup moved to chime-sdk-voice:DeleteVoiceConnectorGroup")
    def delete_voice_connector_group(self, *, VoiceConnectorGroupId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorOrigination moved to chime-sdk-voice:DeleteVoiceConnectorOrigination")
    def delete_voice_connector_origination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorProxy moved to chime-sdk-voice:DeleteVoiceConnectorProxy (AWS ended support on 2026-04-07: calls may fail at any time)")
    def delete_voice_connector_proxy(self, *, VoiceConnectorId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorStreamingConfiguration moved to chime-sdk-voice:DeleteVoiceConnectorStreamingConfiguration")
    def delete_voice_connector_streaming_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorTermination moved to chime-sdk-voice:DeleteVoiceConnectorTermination")
    def delete_voice_connector_termination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorTerminationCredentials moved to chime-sdk-voice:DeleteVoiceConnectorTerminationCredentials")
    def delete_voice_connector_termination_credentials(
        self,
        *,
        Usernames: Sequence[str],
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DescribeAppInstance moved to chime-sdk-identity:DescribeAppInstance")
    def describe_app_instance(self, *, AppInstanceArn: str) -> DescribeAppInstanceResponseTypeDef: ...
    @deprecated("chime:DescribeAppInstanceAdmin moved to chime-sdk-identity:DescribeAppInstanceAdmin")
    def describe_app_instance_admin(
        self,
        *,
        AppInstanceAdminArn: str,
        AppInstanceArn: str,
    ) -> DescribeAppInstanceAdminResponseTypeDef: ...
    @deprecated("chime:DescribeAppInstanceUser moved to chime-sdk-identity:DescribeAppInstanceUser")
    def describe_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str,
    ) -> DescribeAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:DescribeChannel moved to chime-sdk-messaging:DescribeChannel")
    def describe_channel(
        self,
        *,
        ChannelArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelResponseTypeDef: ...
    @deprecated("chime:DescribeChannelBan moved to chime-sdk-messaging:DescribeChannelBan")
    def describe_channel_ban(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelBanResponseTypeDef: ...
    @deprecated("chime:DescribeChannelMembership moved to chime-sdk-messaging:DescribeChannelMembership")
    def describe_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelMembershipResponseTypeDef: ...
    @deprecated("chime:DescribeChannelMembershipForAppInstanceUser moved to chime-sdk-messaging:DescribeChannelMembershipForAppInstanceUser")
    def describe_channel_membership_for_app_instance_user(
        self,
        *,
        ChannelArn: str,
        AppInstanceUserArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelMembershipForAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:DescribeChannelModeratedByAppInstanceUser moved to chime-sdk-messaging:DescribeChannelModeratedByAppInstanceUser")
    def describe_channel_moderated_by_app_instance_user(
        self,
        *,
        ChannelArn: str,
        AppInstanceUserArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelModeratedByAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:DescribeChannelModerator moved to chime-sdk-messaging:DescribeChannelModerator")
    def describe_channel_moderator(
        self,
        *,
        ChannelArn: str,
        ChannelModeratorArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelModeratorResponseTypeDef: ...
    def disassociate_phone_number_from_user(
        self,
        *,
        AccountId: str,
        UserId: str,
    ) -> DisassociatePhoneNumberFromUserResponseTypeDef: ...
    @deprecated("chime:DisassociatePhoneNumbersFromVoiceConnector moved to chime-sdk-voice:DisassociatePhoneNumbersFromVoiceConnector")
    def disassociate_phone_numbers_from_voice_connector(
        self,
        *,
        VoiceConnectorId: str,
        E164PhoneNumbers: Sequence[str],
    ) -> DisassociatePhoneNumbersFromVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:DisassociatePhoneNumbersFromVoiceConnectorGroup moved to chime-sdk-voice:DisassociatePhoneNumbersFromVoiceConnectorGroup")
    def disassociate_phone_numbers_from_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
        E164PhoneNumbers: Sequence[str],
    ) -> DisassociatePhoneNumbersFromVoiceConnectorGroupResponseTypeDef: ...
    def disassociate_signin_delegate_groups_from_account(
        self,
        *,
        AccountId: str,
        GroupNames: Sequence[str],
    ) -> DisassociateSigninDelegateGroupsFromAccountResponseTypeDef: ...
    def get_account(self, *, AccountId: str) -> GetAccountResponseTypeDef: ...
    def get_account_settings(self, *, AccountId: str) -> GetAccountSettingsResponseTypeDef: ...
    @deprecated("chime:GetAppInstanceRetentionSettings moved to chime-sdk-identity:GetAppInstanceRetentionSettings")
    def get_app_instance_retention_settings(
        self,
        *,
        AppInstanceArn: str,
    ) -> GetAppInstanceRetentionSettingsResponseTypeDef: ...
    @deprecated("chime:GetAppInstanceStreamingConfigurations moved to chime-sdk-messaging:GetMessagingStreamingConfigurations")
    def get_app_instance_streaming_configurations(
        self,
        *,
        AppInstanceArn: str,
    ) -> GetAppInstanceStreamingConfigurationsResponseTypeDef: ...
    @deprecated("chime:GetAttendee moved to chime-sdk-meetings:GetAttendee")
    def get_attendee(self, *, MeetingId: str, AttendeeId: str) -> GetAttendeeResponseTypeDef: ...
    def get_bot(self, *, AccountId: str, BotId: str) -> GetBotResponseTypeDef: ...
    @deprecated("chime:GetChannelMessage moved to chime-sdk-messaging:GetChannelMessage")
    def get_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        ChimeBearer: str = ...,
    ) -> GetChannelMessageResponseTypeDef: ...
    def get_events_configuration(
        self,
        *,
        AccountId: str,
        BotId: str,
    ) -> GetEventsConfigurationResponseTypeDef: ...
    def get_global_settings(self) -> GetGlobalSettingsResponseTypeDef: ...
    @deprecated("chime:GetMediaCapturePipeline moved to chime-sdk-media-pipelines:GetMediaCapturePipeline")
    def get_media_capture_pipeline(
        self,
        *,
        MediaPipelineId: str,
    ) -> GetMediaCapturePipelineResponseTypeDef: ...
    @deprecated("chime:GetMeeting moved to chime-sdk-meetings:GetMeeting")
    def get_meeting(self, *, MeetingId: str) -> GetMeetingResponseTypeDef: ...
    @deprecated("chime:GetMessagingSessionEndpoint moved to chime-sdk-messaging:GetMessagingSessionEndpoint")
    def get_messaging_session_endpoint(self) -> GetMessagingSessionEndpointResponseTypeDef: ...
    def get_phone_number(self, *, PhoneNumberId: str) -> GetPhoneNumberResponseTypeDef: ...
    def get_phone_number_order(self, *, PhoneNumberOrderId: str) -> GetPhoneNumberOrderResponseTypeDef: ...
    def get_phone_number_settings(self) -> GetPhoneNumberSettingsResponseTypeDef: ...
    @deprecated("chime:GetProxySession moved to chime-sdk-voice:GetProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    def get_proxy_session(
        self,
        *,
        VoiceConnectorId: str,
        ProxySessionId: str,
    ) -> GetProxySessionResponseTypeDef: ...
    def get_retention_settings(self, *, AccountId: str) -> GetRetentionSettingsResponseTypeDef: ...
    def get_room(self, *, AccountId: str, RoomId: str) -> GetRoomResponseTypeDef: ...
    @deprecated("chime:GetSipMediaApplication moved to chime-sdk-voice:GetSipMediaApplication")
    def get_sip_media_application(
        self,
        *,
        SipMediaApplicationId: str,
    ) -> GetSipMediaApplicationResponseTypeDef: ...
    @deprecated("chime:GetSipMediaApplicationLoggingConfiguration moved to chime-sdk-voice:GetSipMediaApplicationLoggingConfiguration")
    def get_sip_media_application_logging_configuration(
        self,
        *,
        SipMediaApplicationId: str,
    ) -> GetSipMediaApplicationLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetSipRule moved to chime-sdk-voice:GetSipRule")
    def get_sip_rule(self, *, SipRuleId: str) -> GetSipRuleResponseTypeDef: ...
    def get_user(self, *, AccountId: str, UserId: str) -> GetUserResponseTypeDef: ...
    def get_user_settings(self, *, AccountId: str, UserId: str) -> GetUserSettingsResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnector moved to chime-sdk-voice:GetVoiceConnector")
    def get_voice_connector(self, *, VoiceConnectorId: str) -> GetVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorEmergencyCallingConfiguration moved to chime-sdk-voice:GetVoiceConnectorEmergencyCallingConfiguration")
    def get_voice_connector_emergency_calling_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorEmergencyCallingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorGroup moved to chime-sdk-voice:GetVoiceConnectorGroup")
    def get_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
    ) -> GetVoiceConnectorGroupResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorLoggingConfiguration moved to chime-sdk-voice:GetVoiceConnectorLoggingConfiguration")
    def get_voice_connector_logging_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorOrigination moved to chime-sdk-voice:GetVoiceConnectorOrigination")
    def get_voice_connector_origination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorOriginationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorProxy moved to chime-sdk-voice:GetVoiceConnectorProxy (AWS ended support on 2026-04-07: calls may fail at any time)")
    def get_voice_connector_proxy(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorProxyResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorStreamingConfiguration moved to chime-sdk-voice:GetVoiceConnectorStreamingConfiguration")
    def get_voice_connector_streaming_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorStreamingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorTermination moved to chime-sdk-voice:GetVoiceConnectorTermination")
    def get_voice_connector_termination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorTerminationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorTerminationHealth moved to chime-sdk-voice:GetVoiceConnectorTerminationHealth")
    def get_voice_connector_termination_health(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorTerminationHealthResponseTypeDef: ...
    def invite_users(
        self,
        *,
        AccountId: str,
        UserEmailList: Sequence[str],
        UserType: UserTypeType = ...,
    ) -> InviteUsersResponseTypeDef: ...
    def list_accounts(
        self,
        *,
        Name: str = ...,
        UserEmail: str = ...,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListAccountsResponseTypeDef: ...
    @deprecated("chime:ListAppInstanceAdmins moved to chime-sdk-identity:ListAppInstanceAdmins")
    def list_app_instance_admins(
        self,
        *,
        AppInstanceArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListAppInstanceAdminsResponseTypeDef: ...
    @deprecated("chime:ListAppInstanceUsers moved to chime-sdk-identity:ListAppInstanceUsers")
    def list_app_instance_users(
        self,
        *,
        AppInstanceArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListAppInstanceUsersResponseTypeDef: ...
    @deprecated("chime:ListAppInstances moved to chime-sdk-identity:ListAppInstances")
    def list_app_instances(
        self,
        *,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListAppInstancesResponseTypeDef: ...
    @deprecated("chime:ListAttendeeTags was retired without a successor. Instead: attendees cannot be tagged any more: keep such data with your own record of the attendee")
    def list_attendee_tags(self, *, MeetingId: str, AttendeeId: str) -> ListAttendeeTagsResponseTypeDef: ...
    @deprecated("chime:ListAttendees moved to chime-sdk-meetings:ListAttendees")
    def list_attendees(
        self,
        *,
        MeetingId: str,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListAttendeesResponseTypeDef: ...
    def list_bots(
        self,
        *,
        AccountId: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListBotsResponseTypeDef: ...
    @deprecated("chime:ListChannelBans moved to chime-sdk-messaging:ListChannelBans")
    def list_channel_bans(
        self,
        *,
        ChannelArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelBansResponseTypeDef: ...
    @deprecated("chime:ListChannelMemberships moved to chime-sdk-messaging:ListChannelMemberships")
    def list_channel_memberships(
        self,
        *,
        ChannelArn: str,
        Type: ChannelMembershipTypeType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelMembershipsResponseTypeDef: ...
    @deprecated("chime:ListChannelMembershipsForAppInstanceUser moved to chime-sdk-messaging:ListChannelMembershipsForAppInstanceUser")
    def list_channel_memberships_for_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelMembershipsForAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:ListChannelMessages moved to chime-sdk-messaging:ListChannelMessages")
    def list_channel_messages(
        self,
        *,
        ChannelArn: str,
        SortOrder: SortOrderType = ...,
        NotBefore: datetime | str = ...,
        NotAfter: datetime | str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelMessagesResponseTypeDef: ...
    @deprecated("chime:ListChannelModerators moved to chime-sdk-messaging:ListChannelModerators")
    def list_channel_moderators(
        self,
        *,
        ChannelArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelModeratorsResponseTypeDef: ...
    @deprecated("chime:ListChannels moved to chime-sdk-messaging:ListChannels")
    def list_channels(
        self,
        *,
        AppInstanceArn: str,
        Privacy: ChannelPrivacyType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelsResponseTypeDef: ...
    @deprecated("chime:ListChannelsModeratedByAppInstanceUser moved to chime-sdk-messaging:ListChannelsModeratedByAppInstanceUser")
    def list_channels_moderated_by_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelsModeratedByAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:ListMediaCapturePipelines moved to chime-sdk-media-pipelines:ListMediaCapturePipelines")
    def list_media_capture_pipelines(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListMediaCapturePipelinesResponseTypeDef: ...
    @deprecated("chime:ListMeetingTags moved to chime-sdk-meetings:ListTagsForResource")
    def list_meeting_tags(self, *, MeetingId: str) -> ListMeetingTagsResponseTypeDef: ...
    @deprecated("chime:ListMeetings was retired without a successor. Instead: keep the ids of the meetings that you create, and call get_meeting for each")
    def list_meetings(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListMeetingsResponseTypeDef: ...
    def list_phone_number_orders(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListPhoneNumberOrdersResponseTypeDef: ...
    def list_phone_numbers(
        self,
        *,
        Status: PhoneNumberStatusType = ...,
        ProductType: PhoneNumberProductTypeType = ...,
        FilterName: PhoneNumberAssociationNameType = ...,
        FilterValue: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListPhoneNumbersResponseTypeDef: ...
    @deprecated("chime:ListProxySessions moved to chime-sdk-voice:ListProxySessions (AWS ended support on 2026-04-07: calls may fail at any time)")
    def list_proxy_sessions(
        self,
        *,
        VoiceConnectorId: str,
        Status: ProxySessionStatusType = ...,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListProxySessionsResponseTypeDef: ...
    def list_room_memberships(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListRoomMembershipsResponseTypeDef: ...
    def list_rooms(
        self,
        *,
        AccountId: str,
        MemberId: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListRoomsResponseTypeDef: ...
    @deprecated("chime:ListSipMediaApplications moved to chime-sdk-voice:ListSipMediaApplications")
    def list_sip_media_applications(
        self,
        *,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListSipMediaApplicationsResponseTypeDef: ...
    @deprecated("chime:ListSipRules moved to chime-sdk-voice:ListSipRules")
    def list_sip_rules(
        self,
        *,
        SipMediaApplicationId: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListSipRulesResponseTypeDef: ...
    def list_supported_phone_number_countries(
        self,
        *,
        ProductType: PhoneNumberProductTypeType,
    ) -> ListSupportedPhoneNumberCountriesResponseTypeDef: ...
    @deprecated("chime:ListTagsForResource moved to the service that its ARN belongs to")
    def list_tags_for_resource(self, *, ResourceARN: str) -> ListTagsForResourceResponseTypeDef: ...
    def list_users(
        self,
        *,
        AccountId: str,
        UserEmail: str = ...,
        UserType: UserTypeType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListUsersResponseTypeDef: ...
    @deprecated("chime:ListVoiceConnectorGroups moved to chime-sdk-voice:ListVoiceConnectorGroups")
    def list_voice_connector_groups(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListVoiceConnectorGroupsResponseTypeDef: ...
    @deprecated("chime:ListVoiceConnectorTerminationCredentials moved to chime-sdk-voice:ListVoiceConnectorTerminationCredentials")
    def list_voice_connector_termination_credentials(
        self,
        *,
        VoiceConnectorId: str,
    ) -> ListVoiceConnectorTerminationCredentialsResponseTypeDef: ...
    @deprecated("chime:ListVoiceConnectors moved to chime-sdk-voice:ListVoiceConnectors")
    def list_voice_connectors(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListVoiceConnectorsResponseTypeDef: ...
    def logout_user(self, *, AccountId: str, UserId: str) -> LogoutUserResponseTypeDef: ...
    @deprecated("chime:PutAppInstanceRetentionSettings moved to chime-sdk-identity:PutAppInstanceRetentionSettings")
    def put_app_instance_retention_settings(
        self,
        *,
        AppInstanceArn: str,
        AppInstanceRetentionSettings: AppInstanceRetentionSettingsTypeDef | AppInstanceRetentionSettingsOutputTypeDef,
    ) -> PutAppInstanceRetentionSettingsResponseTypeDef: ...
    @deprecated("chime:PutAppInstanceStreamingConfigurations moved to chime-sdk-messaging:PutMessagingStreamingConfigurations")
    def put_app_instance_streaming_configurations(
        self,
        *,
        AppInstanceArn: str,
        AppInstanceStreamingConfigurations: Sequence[AppInstanceStreamingConfigurationTypeDef],
    ) -> PutAppInstanceStreamingConfigurationsResponseTypeDef: ...
    def put_events_configuration(
        self,
        *,
        AccountId: str,
        BotId: str,
        OutboundEventsHTTPSEndpoint: str = ...,
        LambdaFunctionArn: str = ...,
    ) -> PutEventsConfigurationResponseTypeDef: ...
    def put_retention_settings(
        self,
        *,
        AccountId: str,
        RetentionSettings: RetentionSettingsTypeDef | RetentionSettingsOutputTypeDef,
    ) -> PutRetentionSettingsResponseTypeDef: ...
    @deprecated("chime:PutSipMediaApplicationLoggingConfiguration moved to chime-sdk-voice:PutSipMediaApplicationLoggingConfiguration")
    def put_sip_media_application_logging_configuration(
        self,
        *,
        SipMediaApplicationId: str,
        SipMediaApplicationLoggingConfiguration: SipMediaApplicationLoggingConfigurationTypeDef | SipMediaApplicationLoggingConfigurationOutputTypeDef = ...,
    ) -> PutSipMediaApplicationLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorEmergencyCallingConfiguration moved to chime-sdk-voice:PutVoiceConnectorEmergencyCallingConfiguration")
    def put_voice_connector_emergency_calling_configuration(
        self,
        *,
        VoiceConnectorId: str,
        EmergencyCallingConfiguration: EmergencyCallingConfigurationTypeDef | EmergencyCallingConfigurationOutputTypeDef,
    ) -> PutVoiceConnectorEmergencyCallingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorLoggingConfiguration moved to chime-sdk-voice:PutVoiceConnectorLoggingConfiguration")
    def put_voice_connector_logging_configuration(
        self,
        *,
        VoiceConnectorId: str,
        LoggingConfiguration: LoggingConfigurationTypeDef | LoggingConfigurationOutputTypeDef,
    ) -> PutVoiceConnectorLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorOrigination moved to chime-sdk-voice:PutVoiceConnectorOrigination")
    def put_voice_connector_origination(
        self,
        *,
        VoiceConnectorId: str,
        Origination: OriginationTypeDef | OriginationOutputTypeDef,
    ) -> PutVoiceConnectorOriginationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorProxy moved to chime-sdk-voice:PutVoiceConnectorProxy (AWS ended support on 2026-04-07: calls may fail at any time)")
    def put_voice_connector_proxy(
        self,
        *,
        DefaultSessionExpiryMinutes: int,
        PhoneNumberPoolCountries: Sequence[str],
        VoiceConnectorId: str,
        FallBackPhoneNumber: str = ...,
        Disabled: bool = ...,
    ) -> PutVoiceConnectorProxyResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorStreamingConfiguration moved to chime-sdk-voice:PutVoiceConnectorStreamingConfiguration")
    def put_voice_connector_streaming_configuration(
        self,
        *,
        VoiceConnectorId: str,
        StreamingConfiguration: StreamingConfigurationTypeDef | StreamingConfigurationOutputTypeDef,
    ) -> PutVoiceConnectorStreamingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorTermination moved to chime-sdk-voice:PutVoiceConnectorTermination")
    def put_voice_connector_termination(
        self,
        *,
        VoiceConnectorId: str,
        Termination: TerminationTypeDef | TerminationOutputTypeDef,
    ) -> PutVoiceConnectorTerminationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorTerminationCredentials moved to chime-sdk-voice:PutVoiceConnectorTerminationCredentials")
    def put_voice_connector_termination_credentials(
        self,
        *,
        VoiceConnectorId: str,
        Credentials: Sequence[CredentialTypeDef] = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:RedactChannelMessage moved to chime-sdk-messaging:RedactChannelMessage")
    def redact_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        ChimeBearer: str = ...,
    ) -> RedactChannelMessageResponseTypeDef: ...
    def redact_conversation_message(
        self,
        *,
        AccountId: str,
        ConversationId: str,
        MessageId: str,
    ) -> RedactConversationMessageResponseTypeDef: ...
    def redact_room_message(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MessageId: str,
    ) -> RedactRoomMessageResponseTypeDef: ...
    def regenerate_security_token(
        self,
        *,
        AccountId: str,
        BotId: str,
    ) -> RegenerateSecurityTokenResponseTypeDef: ...
    def reset_personal_pin(self, *, AccountId: str, UserId: str) -> ResetPersonalPINResponseTypeDef: ...
    def restore_phone_number(self, *, PhoneNumberId: str) -> RestorePhoneNumberResponseTypeDef: ...
    def search_available_phone_numbers(
        self,
        *,
        AreaCode: str = ...,
        City: str = ...,
        Country: str = ...,
        State: str = ...,
        TollFreePrefix: str = ...,
        PhoneNumberType: PhoneNumberTypeType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> SearchAvailablePhoneNumbersResponseTypeDef: ...
    @deprecated("chime:SendChannelMessage moved to chime-sdk-messaging:SendChannelMessage")
    def send_channel_message(
        self,
        *,
        ChannelArn: str,
        Content: str,
        Type: ChannelMessageTypeType,
        Persistence: ChannelMessagePersistenceTypeType,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        ChimeBearer: str = ...,
    ) -> SendChannelMessageResponseTypeDef: ...
    @deprecated("chime:StartMeetingTranscription moved to chime-sdk-meetings:StartMeetingTranscription")
    def start_meeting_transcription(
        self,
        *,
        MeetingId: str,
        TranscriptionConfiguration: TranscriptionConfigurationTypeDef,
    ) -> StartMeetingTranscriptionResponseTypeDef: ...
    @deprecated("chime:StopMeetingTranscription moved to chime-sdk-meetings:StopMeetingTranscription")
    def stop_meeting_transcription(self, *, MeetingId: str) -> StopMeetingTranscriptionResponseTypeDef: ...
    @deprecated("chime:TagAttendee was retired without a successor. Instead: attendees cannot be tagged any more: keep such data with your own record of the attendee")
    def tag_attendee(
        self,
        *,
        MeetingId: str,
        AttendeeId: str,
        Tags: Sequence[TagTypeDef],
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:TagMeeting moved to chime-sdk-meetings:TagResource")
    def tag_meeting(self, *, MeetingId: str, Tags: Sequence[TagTypeDef]) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:TagResource moved to the service that its ARN belongs to")
    def tag_resource(
        self,
        *,
        ResourceARN: str,
        Tags: Sequence[TagTypeDef],
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UntagAttendee was retired without a successor. Instead: attendees cannot be tagged any more: keep such data with your own record of the attendee")
    def untag_attendee(
        self,
        *,
        MeetingId: str,
        TagKeys: Sequence[str],
        AttendeeId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UntagMeeting moved to chime-sdk-meetings:UntagResource")
    def untag_meeting(self, *, MeetingId: str, TagKeys: Sequence[str]) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UntagResource moved to the service that its ARN belongs to")
    def untag_resource(self, *, ResourceARN: str, TagKeys: Sequence[str]) -> EmptyResponseMetadataTypeDef: ...
    def update_account(
        self,
        *,
        AccountId: str,
        Name: str = ...,
        DefaultLicense: LicenseType = ...,
    ) -> UpdateAccountResponseTypeDef: ...
    def update_account_settings(
        self,
        *,
        AccountId: str,
        AccountSettings: AccountSettingsTypeDef | AccountSettingsOutputTypeDef,
    ) -> UpdateAccountSettingsResponseTypeDef: ...
    @deprecated("chime:UpdateAppInstance moved to chime-sdk-identity:UpdateAppInstance")
    def update_app_instance(
        self,
        *,
        AppInstanceArn: str,
        Name: str,
        Metadata: str = ...,
    ) -> UpdateAppInstanceResponseTypeDef: ...
    @deprecated("chime:UpdateAppInstanceUser moved to chime-sdk-identity:UpdateAppInstanceUser")
    def update_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str,
        Name: str,
        Metadata: str = ...,
    ) -> UpdateAppInstanceUserResponseTypeDef: ...
    def update_bot(self, *, AccountId: str, BotId: str, Disabled: bool = ...) -> UpdateBotResponseTypeDef: ...
    @deprecated("chime:UpdateChannel moved to chime-sdk-messaging:UpdateChannel")
    def update_channel(
        self,
        *,
        ChannelArn: str,
        Name: str,
        Mode: ChannelModeType,
        Metadata: str = ...,
        ChimeBearer: str = ...,
    ) -> UpdateChannelResponseTypeDef: ...
    @deprecated("chime:UpdateChannelMessage moved to chime-sdk-messaging:UpdateChannelMessage")
    def update_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        Content: str = ...,
        Metadata: str = ...,
        ChimeBearer: str = ...,
    ) -> UpdateChannelMessageResponseTypeDef: ...
    @deprecated("chime:UpdateChannelReadMarker moved to chime-sdk-messaging:UpdateChannelReadMarker")
    def update_channel_read_marker(
        self,
        *,
        ChannelArn: str,
        ChimeBearer: str = ...,
    ) -> UpdateChannelReadMarkerResponseTypeDef: ...
    def update_global_settings(
        self,
        *,
        BusinessCalling: BusinessCallingSettingsTypeDef | BusinessCallingSettingsOutputTypeDef = ...,
        VoiceConnector: VoiceConnectorSettingsTypeDef | VoiceConnectorSettingsOutputTypeDef = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    def update_phone_number(
        self,
        *,
        PhoneNumberId: str,
        ProductType: PhoneNumberProductTypeType = ...,
        CallingName: str = ...,
    ) -> UpdatePhoneNumberResponseTypeDef: ...
    def update_phone_number_settings(self, *, CallingName: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UpdateProxySession moved to chime-sdk-voice:UpdateProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    def update_proxy_session(
        self,
        *,
        Capabilities: Sequence[CapabilityType],
        VoiceConnectorId: str,
        ProxySessionId: str,
        ExpiryMinutes: int = ...,
    ) -> UpdateProxySessionResponseTypeDef: ...
    def update_room(self, *, AccountId: str, RoomId: str, Name: str = ...) -> UpdateRoomResponseTypeDef: ...
    def update_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MemberId: str,
        Role: RoomMembershipRoleType = ...,
    ) -> UpdateRoomMembershipResponseTypeDef: ...
    @deprecated("chime:UpdateSipMediaApplication moved to chime-sdk-voice:UpdateSipMediaApplication")
    def update_sip_media_application(
        self,
        *,
        SipMediaApplicationId: str,
        Name: str = ...,
        Endpoints: Sequence[SipMediaApplicationEndpointTypeDef | SipMediaApplicationEndpointOutputTypeDef] = ...,
    ) -> UpdateSipMediaApplicationResponseTypeDef: ...
    @deprecated("chime:UpdateSipMediaApplicationCall moved to chime-sdk-voice:UpdateSipMediaApplicationCall")
    def update_sip_media_application_call(
        self,
        *,
        SipMediaApplicationId: str,
        TransactionId: str,
        Arguments: Mapping[str, str],
    ) -> UpdateSipMediaApplicationCallResponseTypeDef: ...
    @deprecated("chime:UpdateSipRule moved to chime-sdk-voice:UpdateSipRule")
    def update_sip_rule(
        self,
        *,
        SipRuleId: str,
        Name: str,
        Disabled: bool = ...,
        TargetApplications: Sequence[SipRuleTargetApplicationTypeDef | SipRuleTargetApplicationOutputTypeDef] = ...,
    ) -> UpdateSipRuleResponseTypeDef: ...
    def update_user(
        self,
        *,
        AccountId: str,
        UserId: str,
        LicenseType: LicenseType = ...,
        UserType: UserTypeType = ...,
        AlexaForBusinessMetadata: AlexaForBusinessMetadataTypeDef | AlexaForBusinessMetadataOutputTypeDef = ...,
    ) -> UpdateUserResponseTypeDef: ...
    def update_user_settings(
        self,
        *,
        AccountId: str,
        UserId: str,
        UserSettings: UserSettingsTypeDef,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UpdateVoiceConnector moved to chime-sdk-voice:UpdateVoiceConnector")
    def update_voice_connector(
        self,
        *,
        VoiceConnectorId: str,
        Name: str,
        RequireEncryption: bool,
    ) -> UpdateVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:UpdateVoiceConnectorGroup moved to chime-sdk-voice:UpdateVoiceConnectorGroup")
    def update_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
        Name: str,
        VoiceConnectorItems: Sequence[VoiceConnectorItemTypeDef],
    ) -> UpdateVoiceConnectorGroupResponseTypeDef: ...
    @deprecated("chime:ValidateE911Address moved to chime-sdk-voice:ValidateE911Address")
    def validate_e911_address(
        self,
        *,
        AwsAccountId: str,
        StreetNumber: str,
        StreetInfo: str,
        City: str,
        State: str,
        Country: str,
        PostalCode: str,
    ) -> ValidateE911AddressResponseTypeDef: ...

class AsyncChimeClient:
    """A ``chime`` client with all its operations; those that were removed are marked as deprecated."""

    meta: ClientMeta
    @property
    def exceptions(self) -> Exceptions: ...
    @property
    def waiter_names(self) -> list[str]: ...
    def can_paginate(self, operation_name: str) -> bool: ...
    def get_paginator(self, operation_name: str) -> Any: ...
    def get_waiter(self, waiter_name: str) -> Any: ...
    async def generate_presigned_url(
        self,
        ClientMethod: str,
        Params: Mapping[str, Any] | None = ...,
        ExpiresIn: int = ...,
        HttpMethod: str | None = ...,
    ) -> str: ...
    async def close(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
    async def associate_phone_number_with_user(
        self,
        *,
        AccountId: str,
        UserId: str,
        E164PhoneNumber: str,
    ) -> AssociatePhoneNumberWithUserResponseTypeDef: ...
    @deprecated("chime:AssociatePhoneNumbersWithVoiceConnector moved to chime-sdk-voice:AssociatePhoneNumbersWithVoiceConnector")
    async def associate_phone_numbers_with_voice_connector(
        self,
        *,
        VoiceConnectorId: str,
        E164PhoneNumbers: Sequence[str],
        ForceAssociate: bool = ...,
    ) -> AssociatePhoneNumbersWithVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:AssociatePhoneNumbersWithVoiceConnectorGroup moved to chime-sdk-voice:AssociatePhoneNumbersWithVoiceConnectorGroup")
    async def associate_phone_numbers_with_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
        E164PhoneNumbers: Sequence[str],
        ForceAssociate: bool = ...,
    ) -> AssociatePhoneNumbersWithVoiceConnectorGroupResponseTypeDef: ...
    async def associate_signin_delegate_groups_with_account(
        self,
        *,
        AccountId: str,
        SigninDelegateGroups: Sequence[SigninDelegateGroupTypeDef | SigninDelegateGroupOutputTypeDef],
    ) -> AssociateSigninDelegateGroupsWithAccountResponseTypeDef: ...
    @deprecated("chime:BatchCreateAttendee moved to chime-sdk-meetings:BatchCreateAttendee")
    async def batch_create_attendee(
        self,
        *,
        MeetingId: str,
        Attendees: Sequence[CreateAttendeeRequestItemTypeDef],
    ) -> BatchCreateAttendeeResponseTypeDef: ...
    @deprecated("chime:BatchCreateChannelMembership moved to chime-sdk-messaging:BatchCreateChannelMembership")
    async def batch_create_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArns: Sequence[str],
        Type: ChannelMembershipTypeType = ...,
        ChimeBearer: str = ...,
    ) -> BatchCreateChannelMembershipResponseTypeDef: ...
    async def batch_create_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MembershipItemList: Sequence[MembershipItemTypeDef],
    ) -> BatchCreateRoomMembershipResponseTypeDef: ...
    async def batch_delete_phone_number(
        self,
        *,
        PhoneNumberIds: Sequence[str],
    ) -> BatchDeletePhoneNumberResponseTypeDef: ...
    async def batch_suspend_user(
        self,
        *,
        AccountId: str,
        UserIdList: Sequence[str],
    ) -> BatchSuspendUserResponseTypeDef: ...
    async def batch_unsuspend_user(
        self,
        *,
        AccountId: str,
        UserIdList: Sequence[str],
    ) -> BatchUnsuspendUserResponseTypeDef: ...
    async def batch_update_phone_number(
        self,
        *,
        UpdatePhoneNumberRequestItems: Sequence[UpdatePhoneNumberRequestItemTypeDef],
    ) -> BatchUpdatePhoneNumberResponseTypeDef: ...
    async def batch_update_user(
        self,
        *,
        AccountId: str,
        UpdateUserRequestItems: Sequence[UpdateUserRequestItemTypeDef],
    ) -> BatchUpdateUserResponseTypeDef: ...
    async def create_account(self, *, Name: str) -> CreateAccountResponseTypeDef: ...
    @deprecated("chime:CreateAppInstance moved to chime-sdk-identity:CreateAppInstance")
    async def create_app_instance(
        self,
        *,
        Name: str,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
    ) -> CreateAppInstanceResponseTypeDef: ...
    @deprecated("chime:CreateAppInstanceAdmin moved to chime-sdk-identity:CreateAppInstanceAdmin")
    async def create_app_instance_admin(
        self,
        *,
        AppInstanceAdminArn: str,
        AppInstanceArn: str,
    ) -> CreateAppInstanceAdminResponseTypeDef: ...
    @deprecated("chime:CreateAppInstanceUser moved to chime-sdk-identity:CreateAppInstanceUser")
    async def create_app_instance_user(
        self,
        *,
        AppInstanceArn: str,
        AppInstanceUserId: str,
        Name: str,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
    ) -> CreateAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:CreateAttendee moved to chime-sdk-meetings:CreateAttendee")
    async def create_attendee(
        self,
        *,
        MeetingId: str,
        ExternalUserId: str,
        Tags: Sequence[TagTypeDef] = ...,
    ) -> CreateAttendeeResponseTypeDef: ...
    async def create_bot(
        self,
        *,
        DisplayName: str,
        AccountId: str,
        Domain: str = ...,
    ) -> CreateBotResponseTypeDef: ...
    @deprecated("chime:CreateChannel moved to chime-sdk-messaging:CreateChannel")
    async def create_channel(
        self,
        *,
        AppInstanceArn: str,
        Name: str,
        Mode: ChannelModeType = ...,
        Privacy: ChannelPrivacyType = ...,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
        ChimeBearer: str = ...,
    ) -> CreateChannelResponseTypeDef: ...
    @deprecated("chime:CreateChannelBan moved to chime-sdk-messaging:CreateChannelBan")
    async def create_channel_ban(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> CreateChannelBanResponseTypeDef: ...
    @deprecated("chime:CreateChannelMembership moved to chime-sdk-messaging:CreateChannelMembership")
    async def create_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        Type: ChannelMembershipTypeType,
        ChimeBearer: str = ...,
    ) -> CreateChannelMembershipResponseTypeDef: ...
    @deprecated("chime:CreateChannelModerator moved to chime-sdk-messaging:CreateChannelModerator")
    async def create_channel_moderator(
        self,
        *,
        ChannelArn: str,
        ChannelModeratorArn: str,
        ChimeBearer: str = ...,
    ) -> CreateChannelModeratorResponseTypeDef: ...
    @deprecated("chime:CreateMediaCapturePipeline moved to chime-sdk-media-pipelines:CreateMediaCapturePipeline")
    async def create_media_capture_pipeline(
        self,
        *,
        SourceType: MediaPipelineSourceTypeType,
        SourceArn: str,
        SinkType: MediaPipelineSinkTypeType,
        SinkArn: str,
        ClientRequestToken: str = ...,
        ChimeSdkMeetingConfiguration: ChimeSdkMeetingConfigurationTypeDef | ChimeSdkMeetingConfigurationOutputTypeDef = ...,
    ) -> CreateMediaCapturePipelineResponseTypeDef: ...
    @deprecated("chime:CreateMeeting moved to chime-sdk-meetings:CreateMeeting")
    async def create_meeting(
        self,
        *,
        ClientRequestToken: str = ...,
        ExternalMeetingId: str = ...,
        MeetingHostId: str = ...,
        MediaRegion: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
        NotificationsConfiguration: MeetingNotificationConfigurationTypeDef = ...,
    ) -> CreateMeetingResponseTypeDef: ...
    async def create_meeting_dial_out(
        self,
        *,
        MeetingId: str,
        FromPhoneNumber: str,
        ToPhoneNumber: str,
        JoinToken: str,
    ) -> CreateMeetingDialOutResponseTypeDef: ...
    @deprecated("chime:CreateMeetingWithAttendees moved to chime-sdk-meetings:CreateMeetingWithAttendees")
    async def create_meeting_with_attendees(
        self,
        *,
        ClientRequestToken: str = ...,
        ExternalMeetingId: str = ...,
        MeetingHostId: str = ...,
        MediaRegion: str = ...,
        Tags: Sequence[TagTypeDef] = ...,
        NotificationsConfiguration: MeetingNotificationConfigurationTypeDef = ...,
        Attendees: Sequence[CreateAttendeeRequestItemTypeDef] = ...,
    ) -> CreateMeetingWithAttendeesResponseTypeDef: ...
    async def create_phone_number_order(
        self,
        *,
        ProductType: PhoneNumberProductTypeType,
        E164PhoneNumbers: Sequence[str],
    ) -> CreatePhoneNumberOrderResponseTypeDef: ...
    @deprecated("chime:CreateProxySession moved to chime-sdk-voice:CreateProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def create_proxy_session(
        self,
        *,
        ParticipantPhoneNumbers: Sequence[str],
        Capabilities: Sequence[CapabilityType],
        VoiceConnectorId: str,
        Name: str = ...,
        ExpiryMinutes: int = ...,
        NumberSelectionBehavior: NumberSelectionBehaviorType = ...,
        GeoMatchLevel: GeoMatchLevelType = ...,
        GeoMatchParams: GeoMatchParamsTypeDef = ...,
    ) -> CreateProxySessionResponseTypeDef: ...
    async def create_room(
        self,
        *,
        AccountId: str,
        Name: str,
        ClientRequestToken: str = ...,
    ) -> CreateRoomResponseTypeDef: ...
    async def create_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MemberId: str,
        Role: RoomMembershipRoleType = ...,
    ) -> CreateRoomMembershipResponseTypeDef: ...
    @deprecated("chime:CreateSipMediaApplication moved to chime-sdk-voice:CreateSipMediaApplication")
    async def create_sip_media_application(
        self,
        *,
        AwsRegion: str,
        Name: str,
        Endpoints: Sequence[SipMediaApplicationEndpointTypeDef | SipMediaApplicationEndpointOutputTypeDef],
    ) -> CreateSipMediaApplicationResponseTypeDef: ...
    @deprecated("chime:CreateSipMediaApplicationCall moved to chime-sdk-voice:CreateSipMediaApplicationCall")
    async def create_sip_media_application_call(
        self,
        *,
        FromPhoneNumber: str,
        ToPhoneNumber: str,
        SipMediaApplicationId: str,
        SipHeaders: Mapping[str, str] = ...,
    ) -> CreateSipMediaApplicationCallResponseTypeDef: ...
    @deprecated("chime:CreateSipRule moved to chime-sdk-voice:CreateSipRule")
    async def create_sip_rule(
        self,
        *,
        Name: str,
        TriggerType: SipRuleTriggerTypeType,
        TriggerValue: str,
        TargetApplications: Sequence[SipRuleTargetApplicationTypeDef | SipRuleTargetApplicationOutputTypeDef],
        Disabled: bool = ...,
    ) -> CreateSipRuleResponseTypeDef: ...
    async def create_user(
        self,
        *,
        AccountId: str,
        Username: str = ...,
        Email: str = ...,
        UserType: UserTypeType = ...,
    ) -> CreateUserResponseTypeDef: ...
    @deprecated("chime:CreateVoiceConnector moved to chime-sdk-voice:CreateVoiceConnector")
    async def create_voice_connector(
        self,
        *,
        Name: str,
        RequireEncryption: bool,
        AwsRegion: VoiceConnectorAwsRegionType = ...,
    ) -> CreateVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:CreateVoiceConnectorGroup moved to chime-sdk-voice:CreateVoiceConnectorGroup")
    async def create_voice_connector_group(
        self,
        *,
        Name: str,
        VoiceConnectorItems: Sequence[VoiceConnectorItemTypeDef] = ...,
    ) -> CreateVoiceConnectorGroupResponseTypeDef: ...
    async def delete_account(self, *, AccountId: str) -> DeleteAccountResponseTypeDef: ...
    @deprecated("chime:DeleteAppInstance moved to chime-sdk-identity:DeleteAppInstance")
    async def delete_app_instance(self, *, AppInstanceArn: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAppInstanceAdmin moved to chime-sdk-identity:DeleteAppInstanceAdmin")
    async def delete_app_instance_admin(
        self,
        *,
        AppInstanceAdminArn: str,
        AppInstanceArn: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAppInstanceStreamingConfigurations moved to chime-sdk-messaging:DeleteMessagingStreamingConfigurations")
    async def delete_app_instance_streaming_configurations(
        self,
        *,
        AppInstanceArn: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAppInstanceUser moved to chime-sdk-identity:DeleteAppInstanceUser")
    async def delete_app_instance_user(self, *, AppInstanceUserArn: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteAttendee moved to chime-sdk-meetings:DeleteAttendee")
    async def delete_attendee(self, *, MeetingId: str, AttendeeId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannel moved to chime-sdk-messaging:DeleteChannel")
    async def delete_channel(
        self,
        *,
        ChannelArn: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelBan moved to chime-sdk-messaging:DeleteChannelBan")
    async def delete_channel_ban(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelMembership moved to chime-sdk-messaging:DeleteChannelMembership")
    async def delete_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelMessage moved to chime-sdk-messaging:DeleteChannelMessage")
    async def delete_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteChannelModerator moved to chime-sdk-messaging:DeleteChannelModerator")
    async def delete_channel_moderator(
        self,
        *,
        ChannelArn: str,
        ChannelModeratorArn: str,
        ChimeBearer: str = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    async def delete_events_configuration(
        self,
        *,
        AccountId: str,
        BotId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteMediaCapturePipeline moved to chime-sdk-media-pipelines:DeleteMediaCapturePipeline")
    async def delete_media_capture_pipeline(
        self,
        *,
        MediaPipelineId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteMeeting moved to chime-sdk-meetings:DeleteMeeting")
    async def delete_meeting(self, *, MeetingId: str) -> EmptyResponseMetadataTypeDef: ...
    async def delete_phone_number(self, *, PhoneNumberId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteProxySession moved to chime-sdk-voice:DeleteProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def delete_proxy_session(
        self,
        *,
        VoiceConnectorId: str,
        ProxySessionId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    async def delete_room(self, *, AccountId: str, RoomId: str) -> EmptyResponseMetadataTypeDef: ...
    async def delete_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MemberId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteSipMediaApplication moved to chime-sdk-voice:DeleteSipMediaApplication")
    async def delete_sip_media_application(
        self,
        *,
        SipMediaApplicationId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteSipRule moved to chime-sdk-voice:DeleteSipRule")
    async def delete_sip_rule(self, *, SipRuleId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnector moved to chime-sdk-voice:DeleteVoiceConnector")
    async def delete_voice_connector(self, *, VoiceConnectorId: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorEmergencyCallingConfiguration moved to chime-sdk-voice:DeleteVoiceConnectorEmergencyCallingConfiguration")
    async def delete_voice_connector_emergency_calling_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorGroup moved to chime-sdk-voice:DeleteVoiceConnectorGroup")
    async def delete_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorOrigination moved to chime-sdk-voice:DeleteVoiceConnectorOrigination")
    async def delete_voice_connector_origination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorProxy moved to chime-sdk-voice:DeleteVoiceConnectorProxy (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def delete_voice_connector_proxy(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorStreamingConfiguration moved to chime-sdk-voice:DeleteVoiceConnectorStreamingConfiguration")
    async def delete_voice_connector_streaming_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorTermination moved to chime-sdk-voice:DeleteVoiceConnectorTermination")
    async def delete_voice_connector_termination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DeleteVoiceConnectorTerminationCredentials moved to chime-sdk-voice:DeleteVoiceConnectorTerminationCredentials")
    async def delete_voice_connector_termination_credentials(
        self,
        *,
        Usernames: Sequence[str],
        VoiceConnectorId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:DescribeAppInstance moved to chime-sdk-identity:DescribeAppInstance")
    async def describe_app_instance(self, *, AppInstanceArn: str) -> DescribeAppInstanceResponseTypeDef: ...
    @deprecated("chime:DescribeAppInstanceAdmin moved to chime-sdk-identity:DescribeAppInstanceAdmin")
    async def describe_app_instance_admin(
        self,
        *,
        AppInstanceAdminArn: str,
        AppInstanceArn: str,
    ) -> DescribeAppInstanceAdminResponseTypeDef: ...
    @deprecated("chime:DescribeAppInstanceUser moved to chime-sdk-identity:DescribeAppInstanceUser")
    async def describe_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str,
    ) -> DescribeAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:DescribeChannel moved to chime-sdk-messaging:DescribeChannel")
    async def describe_channel(
        self,
        *,
        ChannelArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelResponseTypeDef: ...
    @deprecated("chime:DescribeChannelBan moved to chime-sdk-messaging:DescribeChannelBan")
    async def describe_channel_ban(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelBanResponseTypeDef: ...
    @deprecated("chime:DescribeChannelMembership moved to chime-sdk-messaging:DescribeChannelMembership")
    async def describe_channel_membership(
        self,
        *,
        ChannelArn: str,
        MemberArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelMembershipResponseTypeDef: ...
    @deprecated("chime:DescribeChannelMembershipForAppInstanceUser moved to chime-sdk-messaging:DescribeChannelMembershipForAppInstanceUser")
    async def describe_channel_membership_for_app_instance_user(
        self,
        *,
        ChannelArn: str,
        AppInstanceUserArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelMembershipForAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:DescribeChannelModeratedByAppInstanceUser moved to chime-sdk-messaging:DescribeChannelModeratedByAppInstanceUser")
    async def describe_channel_moderated_by_app_instance_user(
        self,
        *,
        ChannelArn: str,
        AppInstanceUserArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelModeratedByAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:DescribeChannelModerator moved to chime-sdk-messaging:DescribeChannelModerator")
    async def describe_channel_moderator(
        self,
        *,
        ChannelArn: str,
        ChannelModeratorArn: str,
        ChimeBearer: str = ...,
    ) -> DescribeChannelModeratorResponseTypeDef: ...
    async def disassociate_phone_number_from_user(
        self,
        *,
        AccountId: str,
        UserId: str,
    ) -> DisassociatePhoneNumberFromUserResponseTypeDef: ...
    @deprecated("chime:DisassociatePhoneNumbersFromVoiceConnector moved to chime-sdk-voice:DisassociatePhoneNumbersFromVoiceConnector")
    async def disassociate_phone_numbers_from_voice_connector(
        self,
        *,
        VoiceConnectorId: str,
        E164PhoneNumbers: Sequence[str],
    ) -> DisassociatePhoneNumbersFromVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:DisassociatePhoneNumbersFromVoiceConnectorGroup moved to chime-sdk-voice:DisassociatePhoneNumbersFromVoiceConnectorGroup")
    async def disassociate_phone_numbers_from_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
        E164PhoneNumbers: Sequence[str],
    ) -> DisassociatePhoneNumbersFromVoiceConnectorGroupResponseTypeDef: ...
    async def disassociate_signin_delegate_groups_from_account(
        self,
        *,
        AccountId: str,
        GroupNames: Sequence[str],
    ) -> DisassociateSigninDelegateGroupsFromAccountResponseTypeDef: ...
    async def get_account(self, *, AccountId: str) -> GetAccountResponseTypeDef: ...
    async def get_account_settings(self, *, AccountId: str) -> GetAccountSettingsResponseTypeDef: ...
    @deprecated("chime:GetAppInstanceRetentionSettings moved to chime-sdk-identity:GetAppInstanceRetentionSettings")
    async def get_app_instance_retention_settings(
        self,
        *,
        AppInstanceArn: str,
    ) -> GetAppInstanceRetentionSettingsResponseTypeDef: ...
    @deprecated("chime:GetAppInstanceStreamingConfigurations moved to chime-sdk-messaging:GetMessagingStreamingConfigurations")
    async def get_app_instance_streaming_configurations(
        self,
        *,
        AppInstanceArn: str,
    ) -> GetAppInstanceStreamingConfigurationsResponseTypeDef: ...
    @deprecated("chime:GetAttendee moved to chime-sdk-meetings:GetAttendee")
    async def get_attendee(self, *, MeetingId: str, AttendeeId: str) -> GetAttendeeResponseTypeDef: ...
    async def get_bot(self, *, AccountId: str, BotId: str) -> GetBotResponseTypeDef: ...
    @deprecated("chime:GetChannelMessage moved to chime-sdk-messaging:GetChannelMessage")
    async def get_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        ChimeBearer: str = ...,
    ) -> GetChannelMessageResponseTypeDef: ...
    async def get_events_configuration(
        self,
        *,
        AccountId: str,
        BotId: str,
    ) -> GetEventsConfigurationResponseTypeDef: ...
    async def get_global_settings(self) -> GetGlobalSettingsResponseTypeDef: ...
    @deprecated("chime:GetMediaCapturePipeline moved to chime-sdk-media-pipelines:GetMediaCapturePipeline")
    async def get_media_capture_pipeline(
        self,
        *,
        MediaPipelineId: str,
    ) -> GetMediaCapturePipelineResponseTypeDef: ...
    @deprecated("chime:GetMeeting moved to chime-sdk-meetings:GetMeeting")
    async def get_meeting(self, *, MeetingId: str) -> GetMeetingResponseTypeDef: ...
    @deprecated("chime:GetMessagingSessionEndpoint moved to chime-sdk-messaging:GetMessagingSessionEndpoint")
    async def get_messaging_session_endpoint(self) -> GetMessagingSessionEndpointResponseTypeDef: ...
    async def get_phone_number(self, *, PhoneNumberId: str) -> GetPhoneNumberResponseTypeDef: ...
    async def get_phone_number_order(
        self,
        *,
        PhoneNumberOrderId: str,
    ) -> GetPhoneNumberOrderResponseTypeDef: ...
    async def get_phone_number_settings(self) -> GetPhoneNumberSettingsResponseTypeDef: ...
    @deprecated("chime:GetProxySession moved to chime-sdk-voice:GetProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def get_proxy_session(
        self,
        *,
        VoiceConnectorId: str,
        ProxySessionId: str,
    ) -> GetProxySessionResponseTypeDef: ...
    async def get_retention_settings(self, *, AccountId: str) -> GetRetentionSettingsResponseTypeDef: ...
    async def get_room(self, *, AccountId: str, RoomId: str) -> GetRoomResponseTypeDef: ...
    @deprecated("chime:GetSipMediaApplication moved to chime-sdk-voice:GetSipMediaApplication")
    async def get_sip_media_application(
        self,
        *,
        SipMediaApplicationId: str,
    ) -> GetSipMediaApplicationResponseTypeDef: ...
    @deprecated("chime:GetSipMediaApplicationLoggingConfiguration moved to chime-sdk-voice:GetSipMediaApplicationLoggingConfiguration")
    async def get_sip_media_application_logging_configuration(
        self,
        *,
        SipMediaApplicationId: str,
    ) -> GetSipMediaApplicationLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetSipRule moved to chime-sdk-voice:GetSipRule")
    async def get_sip_rule(self, *, SipRuleId: str) -> GetSipRuleResponseTypeDef: ...
    async def get_user(self, *, AccountId: str, UserId: str) -> GetUserResponseTypeDef: ...
    async def get_user_settings(self, *, AccountId: str, UserId: str) -> GetUserSettingsResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnector moved to chime-sdk-voice:GetVoiceConnector")
    async def get_voice_connector(self, *, VoiceConnectorId: str) -> GetVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorEmergencyCallingConfiguration moved to chime-sdk-voice:GetVoiceConnectorEmergencyCallingConfiguration")
    async def get_voice_connector_emergency_calling_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorEmergencyCallingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorGroup moved to chime-sdk-voice:GetVoiceConnectorGroup")
    async def get_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
    ) -> GetVoiceConnectorGroupResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorLoggingConfiguration moved to chime-sdk-voice:GetVoiceConnectorLoggingConfiguration")
    async def get_voice_connector_logging_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorOrigination moved to chime-sdk-voice:GetVoiceConnectorOrigination")
    async def get_voice_connector_origination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorOriginationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorProxy moved to chime-sdk-voice:GetVoiceConnectorProxy (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def get_voice_connector_proxy(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorProxyResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorStreamingConfiguration moved to chime-sdk-voice:GetVoiceConnectorStreamingConfiguration")
    async def get_voice_connector_streaming_configuration(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorStreamingConfigurationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorTermination moved to chime-sdk-voice:GetVoiceConnectorTermination")
    async def get_voice_connector_termination(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorTerminationResponseTypeDef: ...
    @deprecated("chime:GetVoiceConnectorTerminationHealth moved to chime-sdk-voice:GetVoiceConnectorTerminationHealth")
    async def get_voice_connector_termination_health(
        self,
        *,
        VoiceConnectorId: str,
    ) -> GetVoiceConnectorTerminationHealthResponseTypeDef: ...
    async def invite_users(
        self,
        *,
        AccountId: str,
        UserEmailList: Sequence[str],
        UserType: UserTypeType = ...,
    ) -> InviteUsersResponseTypeDef: ...
    async def list_accounts(
        self,
        *,
        Name: str = ...,
        UserEmail: str = ...,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListAccountsResponseTypeDef: ...
    @deprecated("chime:ListAppInstanceAdmins moved to chime-sdk-identity:ListAppInstanceAdmins")
    async def list_app_instance_admins(
        self,
        *,
        AppInstanceArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListAppInstanceAdminsResponseTypeDef: ...
    @deprecated("chime:ListAppInstanceUsers moved to chime-sdk-identity:ListAppInstanceUsers")
    async def list_app_instance_users(
        self,
        *,
        AppInstanceArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListAppInstanceUsersResponseTypeDef: ...
    @deprecated("chime:ListAppInstances moved to chime-sdk-identity:ListAppInstances")
    async def list_app_instances(
        self,
        *,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListAppInstancesResponseTypeDef: ...
    @deprecated("chime:ListAttendeeTags was retired without a successor. Instead: attendees cannot be tagged any more: keep such data with your own record of the attendee")
    async def list_attendee_tags(
        self,
        *,
        MeetingId: str,
        AttendeeId: str,
    ) -> ListAttendeeTagsResponseTypeDef: ...
    @deprecated("chime:ListAttendees moved to chime-sdk-meetings:ListAttendees")
    async def list_attendees(
        self,
        *,
        MeetingId: str,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListAttendeesResponseTypeDef: ...
    async def list_bots(
        self,
        *,
        AccountId: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListBotsResponseTypeDef: ...
    @deprecated("chime:ListChannelBans moved to chime-sdk-messaging:ListChannelBans")
    async def list_channel_bans(
        self,
        *,
        ChannelArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelBansResponseTypeDef: ...
    @deprecated("chime:ListChannelMemberships moved to chime-sdk-messaging:ListChannelMemberships")
    async def list_channel_memberships(
        self,
        *,
        ChannelArn: str,
        Type: ChannelMembershipTypeType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelMembershipsResponseTypeDef: ...
    @deprecated("chime:ListChannelMembershipsForAppInstanceUser moved to chime-sdk-messaging:ListChannelMembershipsForAppInstanceUser")
    async def list_channel_memberships_for_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelMembershipsForAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:ListChannelMessages moved to chime-sdk-messaging:ListChannelMessages")
    async def list_channel_messages(
        self,
        *,
        ChannelArn: str,
        SortOrder: SortOrderType = ...,
        NotBefore: datetime | str = ...,
        NotAfter: datetime | str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelMessagesResponseTypeDef: ...
    @deprecated("chime:ListChannelModerators moved to chime-sdk-messaging:ListChannelModerators")
    async def list_channel_moderators(
        self,
        *,
        ChannelArn: str,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelModeratorsResponseTypeDef: ...
    @deprecated("chime:ListChannels moved to chime-sdk-messaging:ListChannels")
    async def list_channels(
        self,
        *,
        AppInstanceArn: str,
        Privacy: ChannelPrivacyType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelsResponseTypeDef: ...
    @deprecated("chime:ListChannelsModeratedByAppInstanceUser moved to chime-sdk-messaging:ListChannelsModeratedByAppInstanceUser")
    async def list_channels_moderated_by_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
        ChimeBearer: str = ...,
    ) -> ListChannelsModeratedByAppInstanceUserResponseTypeDef: ...
    @deprecated("chime:ListMediaCapturePipelines moved to chime-sdk-media-pipelines:ListMediaCapturePipelines")
    async def list_media_capture_pipelines(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListMediaCapturePipelinesResponseTypeDef: ...
    @deprecated("chime:ListMeetingTags moved to chime-sdk-meetings:ListTagsForResource")
    async def list_meeting_tags(self, *, MeetingId: str) -> ListMeetingTagsResponseTypeDef: ...
    @deprecated("chime:ListMeetings was retired without a successor. Instead: keep the ids of the meetings that you create, and call get_meeting for each")
    async def list_meetings(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListMeetingsResponseTypeDef: ...
    async def list_phone_number_orders(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListPhoneNumberOrdersResponseTypeDef: ...
    async def list_phone_numbers(
        self,
        *,
        Status: PhoneNumberStatusType = ...,
        ProductType: PhoneNumberProductTypeType = ...,
        FilterName: PhoneNumberAssociationNameType = ...,
        FilterValue: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListPhoneNumbersResponseTypeDef: ...
    @deprecated("chime:ListProxySessions moved to chime-sdk-voice:ListProxySessions (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def list_proxy_sessions(
        self,
        *,
        VoiceConnectorId: str,
        Status: ProxySessionStatusType = ...,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListProxySessionsResponseTypeDef: ...
    async def list_room_memberships(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListRoomMembershipsResponseTypeDef: ...
    async def list_rooms(
        self,
        *,
        AccountId: str,
        MemberId: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListRoomsResponseTypeDef: ...
    @deprecated("chime:ListSipMediaApplications moved to chime-sdk-voice:ListSipMediaApplications")
    async def list_sip_media_applications(
        self,
        *,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListSipMediaApplicationsResponseTypeDef: ...
    @deprecated("chime:ListSipRules moved to chime-sdk-voice:ListSipRules")
    async def list_sip_rules(
        self,
        *,
        SipMediaApplicationId: str = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListSipRulesResponseTypeDef: ...
    async def list_supported_phone_number_countries(
        self,
        *,
        ProductType: PhoneNumberProductTypeType,
    ) -> ListSupportedPhoneNumberCountriesResponseTypeDef: ...
    @deprecated("chime:ListTagsForResource moved to the service that its ARN belongs to")
    async def list_tags_for_resource(self, *, ResourceARN: str) -> ListTagsForResourceResponseTypeDef: ...
    async def list_users(
        self,
        *,
        AccountId: str,
        UserEmail: str = ...,
        UserType: UserTypeType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> ListUsersResponseTypeDef: ...
    @deprecated("chime:ListVoiceConnectorGroups moved to chime-sdk-voice:ListVoiceConnectorGroups")
    async def list_voice_connector_groups(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListVoiceConnectorGroupsResponseTypeDef: ...
    @deprecated("chime:ListVoiceConnectorTerminationCredentials moved to chime-sdk-voice:ListVoiceConnectorTerminationCredentials")
    async def list_voice_connector_termination_credentials(
        self,
        *,
        VoiceConnectorId: str,
    ) -> ListVoiceConnectorTerminationCredentialsResponseTypeDef: ...
    @deprecated("chime:ListVoiceConnectors moved to chime-sdk-voice:ListVoiceConnectors")
    async def list_voice_connectors(
        self,
        *,
        NextToken: str = ...,
        MaxResults: int = ...,
    ) -> ListVoiceConnectorsResponseTypeDef: ...
    async def logout_user(self, *, AccountId: str, UserId: str) -> LogoutUserResponseTypeDef: ...
    @deprecated("chime:PutAppInstanceRetentionSettings moved to chime-sdk-identity:PutAppInstanceRetentionSettings")
    async def put_app_instance_retention_settings(
        self,
        *,
        AppInstanceArn: str,
        AppInstanceRetentionSettings: AppInstanceRetentionSettingsTypeDef | AppInstanceRetentionSettingsOutputTypeDef,
    ) -> PutAppInstanceRetentionSettingsResponseTypeDef: ...
    @deprecated("chime:PutAppInstanceStreamingConfigurations moved to chime-sdk-messaging:PutMessagingStreamingConfigurations")
    async def put_app_instance_streaming_configurations(
        self,
        *,
        AppInstanceArn: str,
        AppInstanceStreamingConfigurations: Sequence[AppInstanceStreamingConfigurationTypeDef],
    ) -> PutAppInstanceStreamingConfigurationsResponseTypeDef: ...
    async def put_events_configuration(
        self,
        *,
        AccountId: str,
        BotId: str,
        OutboundEventsHTTPSEndpoint: str = ...,
        LambdaFunctionArn: str = ...,
    ) -> PutEventsConfigurationResponseTypeDef: ...
    async def put_retention_settings(
        self,
        *,
        AccountId: str,
        RetentionSettings: RetentionSettingsTypeDef | RetentionSettingsOutputTypeDef,
    ) -> PutRetentionSettingsResponseTypeDef: ...
    @deprecated("chime:PutSipMediaApplicationLoggingConfiguration moved to chime-sdk-voice:PutSipMediaApplicationLoggingConfiguration")
    async def put_sip_media_application_logging_configuration(
        self,
        *,
        SipMediaApplicationId: str,
        SipMediaApplicationLoggingConfiguration: SipMediaApplicationLoggingConfigurationTypeDef | SipMediaApplicationLoggingConfigurationOutputTypeDef = ...,
    ) -> PutSipMediaApplicationLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorEmergencyCallingConfiguration moved to chime-sdk-voice:PutVoiceConnectorEmergencyCallingConfiguration")
    async def put_voice_connector_emergency_calling_configuration(
        self,
        *,
        VoiceConnectorId: str,
        EmergencyCallingConfiguration: EmergencyCallingConfigurationTypeDef | EmergencyCallingConfigurationOutputTypeDef,
    ) -> PutVoiceConnectorEmergencyCallingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorLoggingConfiguration moved to chime-sdk-voice:PutVoiceConnectorLoggingConfiguration")
    async def put_voice_connector_logging_configuration(
        self,
        *,
        VoiceConnectorId: str,
        LoggingConfiguration: LoggingConfigurationTypeDef | LoggingConfigurationOutputTypeDef,
    ) -> PutVoiceConnectorLoggingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorOrigination moved to chime-sdk-voice:PutVoiceConnectorOrigination")
    async def put_voice_connector_origination(
        self,
        *,
        VoiceConnectorId: str,
        Origination: OriginationTypeDef | OriginationOutputTypeDef,
    ) -> PutVoiceConnectorOriginationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorProxy moved to chime-sdk-voice:PutVoiceConnectorProxy (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def put_voice_connector_proxy(
        self,
        *,
        DefaultSessionExpiryMinutes: int,
        PhoneNumberPoolCountries: Sequence[str],
        VoiceConnectorId: str,
        FallBackPhoneNumber: str = ...,
        Disabled: bool = ...,
    ) -> PutVoiceConnectorProxyResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorStreamingConfiguration moved to chime-sdk-voice:PutVoiceConnectorStreamingConfiguration")
    async def put_voice_connector_streaming_configuration(
        self,
        *,
        VoiceConnectorId: str,
        StreamingConfiguration: StreamingConfigurationTypeDef | StreamingConfigurationOutputTypeDef,
    ) -> PutVoiceConnectorStreamingConfigurationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorTermination moved to chime-sdk-voice:PutVoiceConnectorTermination")
    async def put_voice_connector_termination(
        self,
        *,
        VoiceConnectorId: str,
        Termination: TerminationTypeDef | TerminationOutputTypeDef,
    ) -> PutVoiceConnectorTerminationResponseTypeDef: ...
    @deprecated("chime:PutVoiceConnectorTerminationCredentials moved to chime-sdk-voice:PutVoiceConnectorTerminationCredentials")
    async def put_voice_connector_termination_credentials(
        self,
        *,
        VoiceConnectorId: str,
        Credentials: Sequence[CredentialTypeDef] = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:RedactChannelMessage moved to chime-sdk-messaging:RedactChannelMessage")
    async def redact_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        ChimeBearer: str = ...,
    ) -> RedactChannelMessageResponseTypeDef: ...
    async def redact_conversation_message(
        self,
        *,
        AccountId: str,
        ConversationId: str,
        MessageId: str,
    ) -> RedactConversationMessageResponseTypeDef: ...
    async def redact_room_message(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MessageId: str,
    ) -> RedactRoomMessageResponseTypeDef: ...
    async def regenerate_security_token(
        self,
        *,
        AccountId: str,
        BotId: str,
    ) -> RegenerateSecurityTokenResponseTypeDef: ...
    async def reset_personal_pin(self, *, AccountId: str, UserId: str) -> ResetPersonalPINResponseTypeDef: ...
    async def restore_phone_number(self, *, PhoneNumberId: str) -> RestorePhoneNumberResponseTypeDef: ...
    async def search_available_phone_numbers(
        self,
        *,
        AreaCode: str = ...,
        City: str = ...,
        Country: str = ...,
        State: str = ...,
        TollFreePrefix: str = ...,
        PhoneNumberType: PhoneNumberTypeType = ...,
        MaxResults: int = ...,
        NextToken: str = ...,
    ) -> SearchAvailablePhoneNumbersResponseTypeDef: ...
    @deprecated("chime:SendChannelMessage moved to chime-sdk-messaging:SendChannelMessage")
    async def send_channel_message(
        self,
        *,
        ChannelArn: str,
        Content: str,
        Type: ChannelMessageTypeType,
        Persistence: ChannelMessagePersistenceTypeType,
        Metadata: str = ...,
        ClientRequestToken: str = ...,
        ChimeBearer: str = ...,
    ) -> SendChannelMessageResponseTypeDef: ...
    @deprecated("chime:StartMeetingTranscription moved to chime-sdk-meetings:StartMeetingTranscription")
    async def start_meeting_transcription(
        self,
        *,
        MeetingId: str,
        TranscriptionConfiguration: TranscriptionConfigurationTypeDef,
    ) -> StartMeetingTranscriptionResponseTypeDef: ...
    @deprecated("chime:StopMeetingTranscription moved to chime-sdk-meetings:StopMeetingTranscription")
    async def stop_meeting_transcription(
        self,
        *,
        MeetingId: str,
    ) -> StopMeetingTranscriptionResponseTypeDef: ...
    @deprecated("chime:TagAttendee was retired without a successor. Instead: attendees cannot be tagged any more: keep such data with your own record of the attendee")
    async def tag_attendee(
        self,
        *,
        MeetingId: str,
        AttendeeId: str,
        Tags: Sequence[TagTypeDef],
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:TagMeeting moved to chime-sdk-meetings:TagResource")
    async def tag_meeting(
        self,
        *,
        MeetingId: str,
        Tags: Sequence[TagTypeDef],
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:TagResource moved to the service that its ARN belongs to")
    async def tag_resource(
        self,
        *,
        ResourceARN: str,
        Tags: Sequence[TagTypeDef],
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UntagAttendee was retired without a successor. Instead: attendees cannot be tagged any more: keep such data with your own record of the attendee")
    async def untag_attendee(
        self,
        *,
        MeetingId: str,
        TagKeys: Sequence[str],
        AttendeeId: str,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UntagMeeting moved to chime-sdk-meetings:UntagResource")
    async def untag_meeting(
        self,
        *,
        MeetingId: str,
        TagKeys: Sequence[str],
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UntagResource moved to the service that its ARN belongs to")
    async def untag_resource(
        self,
        *,
        ResourceARN: str,
        TagKeys: Sequence[str],
    ) -> EmptyResponseMetadataTypeDef: ...
    async def update_account(
        self,
        *,
        AccountId: str,
        Name: str = ...,
        DefaultLicense: LicenseType = ...,
    ) -> UpdateAccountResponseTypeDef: ...
    async def update_account_settings(
        self,
        *,
        AccountId: str,
        AccountSettings: AccountSettingsTypeDef | AccountSettingsOutputTypeDef,
    ) -> UpdateAccountSettingsResponseTypeDef: ...
    @deprecated("chime:UpdateAppInstance moved to chime-sdk-identity:UpdateAppInstance")
    async def update_app_instance(
        self,
        *,
        AppInstanceArn: str,
        Name: str,
        Metadata: str = ...,
    ) -> UpdateAppInstanceResponseTypeDef: ...
    @deprecated("chime:UpdateAppInstanceUser moved to chime-sdk-identity:UpdateAppInstanceUser")
    async def update_app_instance_user(
        self,
        *,
        AppInstanceUserArn: str,
        Name: str,
        Metadata: str = ...,
    ) -> UpdateAppInstanceUserResponseTypeDef: ...
    async def update_bot(
        self,
        *,
        AccountId: str,
        BotId: str,
        Disabled: bool = ...,
    ) -> UpdateBotResponseTypeDef: ...
    @deprecated("chime:UpdateChannel moved to chime-sdk-messaging:UpdateChannel")
    async def update_channel(
        self,
        *,
        ChannelArn: str,
        Name: str,
        Mode: ChannelModeType,
        Metadata: str = ...,
        ChimeBearer: str = ...,
    ) -> UpdateChannelResponseTypeDef: ...
    @deprecated("chime:UpdateChannelMessage moved to chime-sdk-messaging:UpdateChannelMessage")
    async def update_channel_message(
        self,
        *,
        ChannelArn: str,
        MessageId: str,
        Content: str = ...,
        Metadata: str = ...,
        ChimeBearer: str = ...,
    ) -> UpdateChannelMessageResponseTypeDef: ...
    @deprecated("chime:UpdateChannelReadMarker moved to chime-sdk-messaging:UpdateChannelReadMarker")
    async def update_channel_read_marker(
        self,
        *,
        ChannelArn: str,
        ChimeBearer: str = ...,
    ) -> UpdateChannelReadMarkerResponseTypeDef: ...
    async def update_global_settings(
        self,
        *,
        BusinessCalling: BusinessCallingSettingsTypeDef | BusinessCallingSettingsOutputTypeDef = ...,
        VoiceConnector: VoiceConnectorSettingsTypeDef | VoiceConnectorSettingsOutputTypeDef = ...,
    ) -> EmptyResponseMetadataTypeDef: ...
    async def update_phone_number(
        self,
        *,
        PhoneNumberId: str,
        ProductType: PhoneNumberProductTypeType = ...,
        CallingName: str = ...,
    ) -> UpdatePhoneNumberResponseTypeDef: ...
    async def update_phone_number_settings(self, *, CallingName: str) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UpdateProxySession moved to chime-sdk-voice:UpdateProxySession (AWS ended support on 2026-04-07: calls may fail at any time)")
    async def update_proxy_session(
        self,
        *,
        Capabilities: Sequence[CapabilityType],
        VoiceConnectorId: str,
        ProxySessionId: str,
        ExpiryMinutes: int = ...,
    ) -> UpdateProxySessionResponseTypeDef: ...
    async def update_room(
        self,
        *,
        AccountId: str,
        RoomId: str,
        Name: str = ...,
    ) -> UpdateRoomResponseTypeDef: ...
    async def update_room_membership(
        self,
        *,
        AccountId: str,
        RoomId: str,
        MemberId: str,
        Role: RoomMembershipRoleType = ...,
    ) -> UpdateRoomMembershipResponseTypeDef: ...
    @deprecated("chime:UpdateSipMediaApplication moved to chime-sdk-voice:UpdateSipMediaApplication")
    async def update_sip_media_application(
        self,
        *,
        SipMediaApplicationId: str,
        Name: str = ...,
        Endpoints: Sequence[SipMediaApplicationEndpointTypeDef | SipMediaApplicationEndpointOutputTypeDef] = ...,
    ) -> UpdateSipMediaApplicationResponseTypeDef: ...
    @deprecated("chime:UpdateSipMediaApplicationCall moved to chime-sdk-voice:UpdateSipMediaApplicationCall")
    async def update_sip_media_application_call(
        self,
        *,
        SipMediaApplicationId: str,
        TransactionId: str,
        Arguments: Mapping[str, str],
    ) -> UpdateSipMediaApplicationCallResponseTypeDef: ...
    @deprecated("chime:UpdateSipRule moved to chime-sdk-voice:UpdateSipRule")
    async def update_sip_rule(
        self,
        *,
        SipRuleId: str,
        Name: str,
        Disabled: bool = ...,
        TargetApplications: Sequence[SipRuleTargetApplicationTypeDef | SipRuleTargetApplicationOutputTypeDef] = ...,
    ) -> UpdateSipRuleResponseTypeDef: ...
    async def update_user(
        self,
        *,
        AccountId: str,
        UserId: str,
        LicenseType: LicenseType = ...,
        UserType: UserTypeType = ...,
        AlexaForBusinessMetadata: AlexaForBusinessMetadataTypeDef | AlexaForBusinessMetadataOutputTypeDef = ...,
    ) -> UpdateUserResponseTypeDef: ...
    async def update_user_settings(
        self,
        *,
        AccountId: str,
        UserId: str,
        UserSettings: UserSettingsTypeDef,
    ) -> EmptyResponseMetadataTypeDef: ...
    @deprecated("chime:UpdateVoiceConnector moved to chime-sdk-voice:UpdateVoiceConnector")
    async def update_voice_connector(
        self,
        *,
        VoiceConnectorId: str,
        Name: str,
        RequireEncryption: bool,
    ) -> UpdateVoiceConnectorResponseTypeDef: ...
    @deprecated("chime:UpdateVoiceConnectorGroup moved to chime-sdk-voice:UpdateVoiceConnectorGroup")
    async def update_voice_connector_group(
        self,
        *,
        VoiceConnectorGroupId: str,
        Name: str,
        VoiceConnectorItems: Sequence[VoiceConnectorItemTypeDef],
    ) -> UpdateVoiceConnectorGroupResponseTypeDef: ...
    @deprecated("chime:ValidateE911Address moved to chime-sdk-voice:ValidateE911Address")
    async def validate_e911_address(
        self,
        *,
        AwsAccountId: str,
        StreetNumber: str,
        StreetInfo: str,
        City: str,
        State: str,
        Country: str,
        PostalCode: str,
    ) -> ValidateE911AddressResponseTypeDef: ...
