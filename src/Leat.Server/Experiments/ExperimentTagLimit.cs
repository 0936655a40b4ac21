using System.Globalization;
using Leat.Core;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>How long the value of an experiment's tag may be for whom. MLflow raised the limit after 3.6: its clients up to that version, and who
/// does not say what it is, are held to what they know; everybody else to what the store takes.</summary>
internal static class ExperimentTagLimit
{
    /// <summary>The limit of MLflow 3.6, in code points.</summary>
    private const int OfOlderClients = 5_000;

    private const string MlflowClients = "mlflow-";

    private static readonly (int Major, int Minor) LastOlder = (3, 6);

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the value is too long for an older client.</exception>
    public static void Check(HttpContext http, IEnumerable<string?> values)
    {
        foreach (var value in values)
        {
            if (value?.Length > OfOlderClients && IsOlder(http.Request.Headers.UserAgent.ToString()))
                TextRules.CheckLength("value", value, OfOlderClients);
        }
    }

    /// <summary>Whether a client is no newer than the protocol: <c>mlflow-python-client/3.6.0</c>, or none that names itself.</summary>
    internal static bool IsOlder(string userAgent)
    {
        if (userAgent.Length == 0)
            return true;
        if (!userAgent.StartsWith(MlflowClients, StringComparison.OrdinalIgnoreCase))
            return false;
        var parts = userAgent[(userAgent.IndexOf('/') + 1)..].Split('.');
        return parts.Length < 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            || (major, minor).CompareTo(LastOlder) <= 0;
    }
}
