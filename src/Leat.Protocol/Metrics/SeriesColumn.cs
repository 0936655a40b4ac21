namespace Leat.Protocol;

/// <summary>What a history tells of each point.</summary>
internal enum SeriesColumn
{
    /// <summary>Its step.</summary>
    Step,

    /// <summary>Its time.</summary>
    Time,

    /// <summary>Its value.</summary>
    Value,
}
