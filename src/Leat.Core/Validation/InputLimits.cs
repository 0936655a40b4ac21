using System.Globalization;
using System.Text.RegularExpressions;

namespace Leat.Core;

/// <summary>The limits of input that the owner of a store may choose. Immutable; safe for concurrent use.</summary>
/// <remarks>MLflow sets them by environment variables. Nothing here reads the environment: the program decides, with
/// <see cref="FromVariables"/> if it wants MLflow's names.</remarks>
public sealed record InputLimits
{
    /// <summary>Longest artifact location of an experiment unless told otherwise, in code points.</summary>
    public const int DefaultArtifactLocationLength = 2_048;

    /// <summary>MLflow's defaults.</summary>
    public static InputLimits Default { get; } = new();

    /// <summary>Longest artifact location of an experiment, in code points. <c>MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH</c>.</summary>
    public int ArtifactLocationLength { get; init; } = DefaultArtifactLocationLength;

    /// <summary>Whether values of params and tags that are too long are cut rather than refused. <c>MLFLOW_TRUNCATE_LONG_VALUES</c>.</summary>
    public bool CutsLongValues { get; init; } = true;

    /// <summary>What the source of a model version must match; null for anything.
    /// <c>MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX</c>.</summary>
    public Regex? VersionSource { get; init; }

    /// <summary>The limits that MLflow's environment variables set.</summary>
    /// <param name="find">The value of a variable; null or empty if it is not set.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a value that cannot be used. The message names the variable.</exception>
    public static InputLimits FromVariables(Func<string, string?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        return new InputLimits
        {
            ArtifactLocationLength = ReadLength(find("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH")),
            CutsLongValues = ReadSwitch(find("MLFLOW_TRUNCATE_LONG_VALUES")),
            VersionSource = ReadPattern(find("MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX")),
        };
    }

    private static int ReadLength(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return DefaultArtifactLocationLength;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0
            ? length
            : throw LeatException.InvalidParameter($"MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH is '{text}': it must be a whole number above 0.");
    }

    /// <summary>As MLflow reads it: anything but <c>true</c> and <c>1</c> is off.</summary>
    private static bool ReadSwitch(string? text) =>
        string.IsNullOrEmpty(text) || text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static Regex? ReadPattern(string? pattern)
    {
        try
        {
            return string.IsNullOrEmpty(pattern) ? null : new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            throw LeatException.InvalidParameter(
                $"MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX is no regular expression: {exception.Message}");
        }
    }
}
