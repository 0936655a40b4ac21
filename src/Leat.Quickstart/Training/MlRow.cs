namespace Leat.Quickstart.Training;

/// <summary>A row of a multi-class question, as ML.NET sees it.</summary>
internal sealed class MlRow
{
    public float[] Features { get; set; } = [];

    /// <summary>The class's index. ML.NET turns it into a key, which counts from 1, by itself.</summary>
    public uint Label { get; set; }
}

/// <summary>A row of a question with two answers.</summary>
internal sealed class BinaryMlRow
{
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }
}

/// <summary>A row with its class by name.</summary>
internal sealed class NamedMlRow
{
    public float[] Features { get; set; } = [];

    public string Target { get; set; } = "";
}

/// <summary>A class by name.</summary>
internal sealed class ClassRow
{
    public string Target { get; set; } = "";
}
