using System.Text.Json;
using Leat.Core;

namespace Leat.Client;

/// <summary>Tags that say who and what made a run.</summary>
internal static class RunContext
{
    /// <summary>The context tags, then the given ones over them; each key once, in order of first appearance.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: <c>MLFLOW_RUN_CONTEXT</c> is not a JSON object.</exception>
    public static IReadOnlyList<Tag> TagsFor(ProcessEnvironment environment, IEnumerable<Tag> given)
    {
        var tags = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            [RunTags.User] = Environment.UserName,
            [RunTags.SourceName] = ProgramName(),
            [RunTags.SourceType] = "LOCAL",
        };
        if (GitCommit.OfProgram is { } commit)
            tags[RunTags.SourceGitCommit] = commit;
        foreach (var tag in FromVariable(environment).Concat(given))
            tags[tag.Key] = tag.Value;
        return [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];
    }

    private static string ProgramName() => Environment.GetCommandLineArgs() is [{ Length: > 0 } program, ..]
        ? program
        : Environment.ProcessPath ?? "";

    private static IEnumerable<Tag> FromVariable(ProcessEnvironment environment)
    {
        if (environment.Get("MLFLOW_RUN_CONTEXT") is not { } text)
            return [];
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return [.. json.RootElement.EnumerateObject().Select(p => new Tag(p.Name, p.Value.ToString()))];
        }
        catch (JsonException)
        {
            // Refused below, like any other text that is not an object.
        }

        throw LeatException.InvalidParameter(
            "The environment variable MLFLOW_RUN_CONTEXT must be a JSON object of tags, for example {\"team\": \"vision\"}.");
    }
}
