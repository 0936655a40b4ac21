using System.Buffers;

namespace Leat.Core;

/// <summary>A valid request to create a logged model.</summary>
public sealed record NewLoggedModel
{
    private static readonly SearchValues<char> ForbiddenInName = SearchValues.Create("/:.%\"'");

    private NewLoggedModel(string experimentId, string name, IReadOnlyList<Param> parameters, IReadOnlyList<Tag> tags)
    {
        ExperimentId = experimentId;
        Name = name;
        Params = parameters;
        Tags = tags;
    }

    /// <summary>The experiment it belongs to; it must be active.</summary>
    public string ExperimentId { get; }

    /// <summary>As given, or generated.</summary>
    public string Name { get; }

    /// <summary>As the client sent it; may be empty.</summary>
    public string ModelType { get; private init; } = "";

    /// <summary>The run that created it; may be empty. The run need not exist.</summary>
    public string SourceRunId { get; private init; } = "";

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Param> Params { get; }

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no experiment id, a name with an invalid character,
    /// or a repeated param key.</exception>
    public static NewLoggedModel Create(
        string? experimentId,
        string? name = null,
        string? modelType = null,
        string? sourceRunId = null,
        IReadOnlyList<Param>? parameters = null,
        IReadOnlyList<Tag>? tags = null)
    {
        if (string.IsNullOrEmpty(experimentId))
            throw LeatException.InvalidParameter("Missing value for required parameter 'experiment_id'.");
        CheckName(name);
        TextRules.CheckStorable("model_type", modelType ?? "");
        TextRules.CheckStorable("source_run_id", sourceRunId ?? "");
        return new NewLoggedModel(
            experimentId,
            string.IsNullOrEmpty(name) ? RunNames.Random() : name,
            LoggedModelRules.CheckParams(parameters ?? []),
            LoggedModelRules.CheckTags(tags ?? []))
        {
            ModelType = modelType ?? "",
            SourceRunId = sourceRunId ?? "",
        };
    }

    private static void CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return;
        TextRules.CheckStorable("name", name);
        if (name.AsSpan().IndexOfAny(ForbiddenInName) >= 0)
        {
            throw LeatException.InvalidParameter(
                $"Invalid model name ('{name}') provided. Model name must be a non-empty string and cannot contain the following "
                + "characters: ('/', ':', '.', '%', '\"', \"'\")");
        }
    }
}
