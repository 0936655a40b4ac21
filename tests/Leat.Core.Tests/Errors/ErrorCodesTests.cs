namespace Leat.Core.Tests.Errors;

public sealed class ErrorCodesTests
{
    public static TheoryData<ErrorCode> All => [.. Enum.GetValues<ErrorCode>()];

    [Theory]
    [InlineData(ErrorCode.InvalidParameterValue, "INVALID_PARAMETER_VALUE", 400)]
    [InlineData(ErrorCode.ResourceAlreadyExists, "RESOURCE_ALREADY_EXISTS", 400)]
    [InlineData(ErrorCode.BadRequest, "BAD_REQUEST", 400)]
    [InlineData(ErrorCode.ResourceDoesNotExist, "RESOURCE_DOES_NOT_EXIST", 404)]
    [InlineData(ErrorCode.EndpointNotFound, "ENDPOINT_NOT_FOUND", 404)]
    [InlineData(ErrorCode.NotFound, "NOT_FOUND", 404)]
    [InlineData(ErrorCode.PermissionDenied, "PERMISSION_DENIED", 403)]
    [InlineData(ErrorCode.Unauthenticated, "UNAUTHENTICATED", 401)]
    [InlineData(ErrorCode.Aborted, "ABORTED", 409)]
    [InlineData(ErrorCode.ResourceConflict, "RESOURCE_CONFLICT", 409)]
    [InlineData(ErrorCode.AlreadyExists, "ALREADY_EXISTS", 409)]
    [InlineData(ErrorCode.RequestLimitExceeded, "REQUEST_LIMIT_EXCEEDED", 429)]
    [InlineData(ErrorCode.ResourceExhausted, "RESOURCE_EXHAUSTED", 429)]
    [InlineData(ErrorCode.Cancelled, "CANCELLED", 499)]
    [InlineData(ErrorCode.InternalError, "INTERNAL_ERROR", 500)]
    [InlineData(ErrorCode.InvalidState, "INVALID_STATE", 500)]
    [InlineData(ErrorCode.FeatureDisabled, "FEATURE_DISABLED", 400)]
    [InlineData(ErrorCode.DataLoss, "DATA_LOSS", 500)]
    [InlineData(ErrorCode.NotImplemented, "NOT_IMPLEMENTED", 501)]
    [InlineData(ErrorCode.TemporarilyUnavailable, "TEMPORARILY_UNAVAILABLE", 503)]
    [InlineData(ErrorCode.DeadlineExceeded, "DEADLINE_EXCEEDED", 504)]
    public void A_code_has_MLflows_name_and_status(ErrorCode code, string wireName, int status)
    {
        code.WireName().ShouldBe(wireName);
        code.HttpStatus().ShouldBe(status);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_code_is_found_by_its_name(ErrorCode code) => ErrorCodes.FromWireName(code.WireName()).ShouldBe(code);

    [Theory]
    [MemberData(nameof(All))]
    public void A_status_alone_gives_a_code_of_that_status(ErrorCode code) =>
        ErrorCodes.FromHttpStatus(code.HttpStatus()).HttpStatus().ShouldBe(code.HttpStatus());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("invalid_parameter_value")]
    [InlineData("SOMETHING_NEW")]
    public void An_unknown_name_is_an_internal_error(string? wireName) =>
        ErrorCodes.FromWireName(wireName).ShouldBe(ErrorCode.InternalError);

    [Theory]
    [InlineData(302)]
    [InlineData(418)]
    [InlineData(500)]
    [InlineData(502)]
    public void Other_statuses_are_internal_errors(int status) =>
        ErrorCodes.FromHttpStatus(status).ShouldBe(ErrorCode.InternalError);

    [Theory]
    [InlineData(ErrorCode.TemporarilyUnavailable, true)]
    [InlineData(ErrorCode.DeadlineExceeded, true)]
    [InlineData(ErrorCode.RequestLimitExceeded, true)]
    [InlineData(ErrorCode.InvalidParameterValue, false)]
    [InlineData(ErrorCode.ResourceDoesNotExist, false)]
    [InlineData(ErrorCode.InternalError, false)]
    public void Some_errors_pass_when_one_tries_again(ErrorCode code, bool isTransient) =>
        new LeatException(code, "x").IsTransient.ShouldBe(isTransient);
}
