namespace Leat.Core;

/// <summary>How a scorer scores new traces. This server keeps it for those who score.</summary>
/// <param name="ConfigId">A UUID.</param>
/// <param name="ScorerId">The scorer.</param>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="SampleRate">The share of traces that it scores, 0 to 1.</param>
/// <param name="Filter">Which traces, in the language of searches over traces; null for all.</param>
public sealed record OnlineScoring(string ConfigId, string ScorerId, string ExperimentId, double SampleRate, string? Filter);

/// <summary>A valid request to set how a scorer scores new traces.</summary>
public sealed record NewOnlineScoring
{
    private NewOnlineScoring(string experimentId, string name, double sampleRate, string? filter)
    {
        ExperimentId = experimentId;
        Name = name;
        SampleRate = sampleRate;
        Filter = filter;
    }

    /// <summary>The scorer's experiment.</summary>
    public string ExperimentId { get; }

    /// <summary>The scorer.</summary>
    public string Name { get; }

    /// <summary>0 to 1.</summary>
    public double SampleRate { get; }

    /// <summary>Which traces; null for all. It is for those who score, whose language may be newer than this server's, so it is not read here.</summary>
    public string? Filter { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a name or rate that is not allowed, or a filter that cannot be
    /// stored.</exception>
    public static NewOnlineScoring Create(string experimentId, string name, double sampleRate, string? filter)
    {
        ScorerRules.CheckName(name);
        if (sampleRate is not (>= 0 and <= 1))
            throw LeatException.InvalidParameter($"sample_rate must be from 0 to 1, got {PythonFormat.OfDouble(sampleRate)}");
        if (!string.IsNullOrEmpty(filter))
            TextRules.CheckStorable("filter_string", filter);
        return new NewOnlineScoring(experimentId, name, sampleRate, string.IsNullOrEmpty(filter) ? null : filter);
    }
}
