using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>What MLflow's Python client does differently from version to version.</summary>
internal static class MlflowClient
{
    private const string Name = "mlflow-python-client/";

    /// <summary>The last version whose answers were recorded: there a trace that has been started has the tag that sends spans to the store.</summary>
    private static readonly Version Recorded = new(3, 6);

    /// <summary>Whether a client sends the spans of a trace before the trace, and uploads a file of them if the trace then has none. To set the tag
    /// nevertheless would lose spans that did not arrive.</summary>
    public static bool SendsSpansFirst(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        if (!agent.StartsWith(Name, StringComparison.Ordinal))
            return false;
        var numbers = agent[Name.Length..].Split('.');
        return numbers.Length >= 2 && Version.TryParse($"{numbers[0]}.{numbers[1]}", out var version) && version > Recorded;
    }
}
