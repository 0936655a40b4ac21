using System.Net;
using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Http;

public sealed class HttpErrorTests
{
    [Theory]
    [InlineData(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}""", ErrorCode.InvalidParameterValue, "no")]
    [InlineData(404, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"none"}""", ErrorCode.ResourceDoesNotExist, "none")]
    [InlineData(400, """{"error_code":"SOMETHING_NEW","message":"new"}""", ErrorCode.InternalError, "new")]
    [InlineData(403, "Cross-origin request blocked", ErrorCode.PermissionDenied,
        "API request to endpoint /api/2.0/mlflow/runs/get failed with HTTP status 403. Response body: 'Cross-origin request blocked'")]
    [InlineData(404, "<html>", ErrorCode.EndpointNotFound,
        "API request to endpoint /api/2.0/mlflow/runs/get failed with HTTP status 404. Response body: '<html>'")]
    [InlineData(401, "", ErrorCode.Unauthenticated,
        "API request to endpoint /api/2.0/mlflow/runs/get failed with HTTP status 401.")]
    [InlineData(400, """{"detail":[]}""", ErrorCode.BadRequest,
        "API request to endpoint /api/2.0/mlflow/runs/get failed with HTTP status 400. Response body: '{\"detail\":[]}'")]
    [InlineData(422, """{"detail":"Failed to log OpenTelemetry spans: no"}""", ErrorCode.InvalidParameterValue, "no")]
    [InlineData(501, """{"detail":"This store keeps no traces."}""", ErrorCode.NotImplemented, "This store keeps no traces.")]
    public async Task Errors_come_with_the_servers_code_and_words(int status, string body, ErrorCode code, string message)
    {
        await using var fixture = new HttpFixture(new StubServer().Then((HttpStatusCode)status, body));

        var thrown = await Should.ThrowAsync<LeatException>(
            fixture.RunAsync(store => store.Runs.GetRunAsync("r1", ClientFixture.Token)));

        thrown.Code.ShouldBe(code);
        thrown.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("<html>a login page</html>")]
    [InlineData("null")]
    [InlineData("""{"run":""")]
    public async Task An_unreadable_answer_asks_whether_the_address_is_right(string body)
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK, body));

        var thrown = await Should.ThrowAsync<LeatException>(
            fixture.RunAsync(store => store.Runs.GetRunAsync("r1", ClientFixture.Token)));

        thrown.Message.ShouldContain("Is the address right?");
    }

    [Fact]
    public async Task An_answer_without_its_object_is_told()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK));

        var thrown = await Should.ThrowAsync<LeatException>(
            fixture.RunAsync(store => store.Runs.GetRunAsync("r1", ClientFixture.Token)));

        thrown.Message.ShouldContain("lacks the field 'run'");
    }
}
