namespace Leat.Quickstart.Training;

/// <summary>A row of a multi-class problem, as ML.NET sees it.</summary>
internal sealed class MlRow
{
    public float[] Features { get; set; } = [];

    /// <summary>The class index. ML.NET converts it to a key, which counts from 1.</summary>
    public uint Label { get; set; }
}

/// <summary>A row of a binary problem.</summary>
internal sealed class BinaryMlRow
{
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }
}

/// <summary>A row with its class name.</summary>
internal sealed class NamedMlRow
{
    public float[] Features { get; set; } = [];

    public string Target { get; set; } = "";
}

/// <summary>A class name.</summary>
internal sealed class ClassRow
{
    public string Target { get; set; } = "";
}
