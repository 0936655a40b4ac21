using System.Text;
using Leat.Testing.Http;

namespace Leat.Durability.Tests.BadInput;

/// <summary>The judge used by the bad-input tests detects what it should detect.</summary>
public sealed class JudgeTests
{
    private const string Refusal = """{"error_code": "INVALID_PARAMETER_VALUE", "message": "no"}""";

    [Theory]
    [InlineData(200, "application/json", "{}", null)]
    [InlineData(400, "application/json", Refusal, null)]
    [InlineData(500, "application/json", Refusal, "the server blames itself")]
    [InlineData(503, "application/json", Refusal, "the server blames itself")]
    [InlineData(400, "text/html", Refusal, "an error of type 'text/html'")]
    [InlineData(400, "application/json", "no", "an error that is no JSON")]
    [InlineData(400, "application/json", """{"message": "no"}""", "an error without error_code and message")]
    [InlineData(400, "application/json", """{"error_code": 5, "message": "no"}""", "an error without error_code and message")]
    [InlineData(400, "application/json", "[]", "an error without error_code and message")]
    [InlineData(400, "application/json", "{\"message\": \"System.FormatException\"}", "shows the server's insides")]
    [InlineData(200, "text/plain", "oops\n   at Leat.Server.Runs.GetAsync(String id)", "shows the server's insides")]
    [InlineData(200, "text/plain", "Runs.cs:line 12", "shows the server's insides")]
    public void Api_answers_are_judged(int status, string type, string body, string? fault)
    {
        Judge.FaultOfApiAnswer(Answer(status, type, body)).ShouldBe(fault);
    }

    [Theory]
    [InlineData(404, "text/html; charset=utf-8", true)]
    [InlineData(404, "application/json", false)]
    [InlineData(200, "text/html", false)]
    [InlineData(500, "text/html", false)]
    public void Answers_of_unknown_routes_are_judged(int status, string type, bool fine)
    {
        (Judge.FaultOfUnknownRouteAnswer(Answer(status, type, "<p>Not found</p>")) is null).ShouldBe(fine);
    }

    private static RawResponse Answer(int status, string type, string body) => new(
        status,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["content-type"] = type },
        Encoding.UTF8.GetBytes(body));
}
