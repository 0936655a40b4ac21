namespace Leat.Core;

/// <summary>The deployment stage of a model version. Aliases and tags have replaced stages, but clients still use them.</summary>
public enum ModelStage
{
    /// <summary>Not set; the initial stage of every version.</summary>
    None = 0,

    /// <summary>Being tested.</summary>
    Staging = 1,

    /// <summary>In use.</summary>
    Production = 2,

    /// <summary>No longer in use.</summary>
    Archived = 3,
}

/// <summary>Wire forms of <see cref="ModelStage"/>.</summary>
public static class ModelStages
{
    private static readonly string[] WireNames = ["None", "Staging", "Production", "Archived"];

    /// <summary>The name on the wire, for example <c>Staging</c>.</summary>
    public static string WireName(this ModelStage stage) => WireNames[(int)stage];

    /// <summary>Whether versions in this stage can be archived to make room for a new one.</summary>
    public static bool IsActive(this ModelStage stage) => stage is ModelStage.Staging or ModelStage.Production;

    /// <summary>The stage with this name, in any letter case; false if there is none.</summary>
    public static bool TryParse(string? name, out ModelStage stage)
    {
        var index = Array.FindIndex(WireNames, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        stage = (ModelStage)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The stage with this name, in any letter case.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no such stage.</exception>
    public static ModelStage Parse(string name) => TryParse(name, out var stage)
        ? stage
        : throw LeatException.InvalidParameter(
            $"Invalid Model Version stage: {TextRules.Truncate(name, 200)}. Value must be one of {string.Join(", ", WireNames)}.");
}
