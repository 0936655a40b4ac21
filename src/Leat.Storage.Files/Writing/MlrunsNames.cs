using System.Security.Cryptography;
using System.Text;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Ids, names and keys that become files and folders: whatever a source calls a thing, nothing is written outside the target.</summary>
internal static class MlrunsNames
{
    private const int MostNameBytes = 255;
    private const int MostKeyBytes = 1_000;
    private const int MostKeyDepth = 32;
    private const int MostExperimentId = 64;
    private const int MostRunId = 256;

    private static readonly string[] ReservedInRoot = ["models"];
    private static readonly string[] ReservedInExperiment = ["tags", "datasets", "traces", "models"];

    /// <summary>Why an experiment cannot have this id; null if it can.</summary>
    public static string? FaultOfExperiment(string id) => FaultOfId(id, MostExperimentId, ReservedInRoot);

    /// <summary>Why a run cannot have this id; null if it can.</summary>
    public static string? FaultOfRun(string id) => FaultOfId(id, MostRunId, ReservedInExperiment);

    /// <summary>Why a registered model cannot have this name; null if it can.</summary>
    public static string? FaultOfRegisteredModel(string name) => name.Contains('%') ? "a '%' stands in its name" : FaultOf(name);

    /// <summary>Why no file or folder can have this name; null if one can.</summary>
    /// <param name="name">The name.</param>
    /// <param name="more">How many bytes are added to it.</param>
    public static string? FaultOf(string name, int more = 0)
    {
        if (name.Length == 0 || name.AsSpan().Trim('.').IsEmpty)
            return "it is no name of a file";
        if (!TextRules.IsStorable(name) || name.Any(c => char.IsControl(c) || c is '/' or '\\') || !IsWindowsName(name))
            return "a character stands in its name that names of files cannot have";
        return Encoding.UTF8.GetByteCount(name) + more > MostNameBytes ? $"its name is longer than the {MostNameBytes} bytes of a file's" : null;
    }

    /// <summary>Why MLflow's file store cannot have this key; null if it can. A slash in it makes a folder.</summary>
    public static string? FaultOfKey(string key)
    {
        try
        {
            TextRules.CheckKey("key", key);
        }
        catch (LeatException)
        {
            return "only letters, digits, '_', '-', '.', ' ', ':' and '/' may stand in one, and it must be a plain path";
        }

        var parts = key.Split('/');
        if (parts.Length > MostKeyDepth)
            return $"it lies more than {MostKeyDepth} folders deep";
        if (Encoding.UTF8.GetByteCount(key) > MostKeyBytes)
            return $"it is longer than {MostKeyBytes} bytes";
        return parts.Select(part => FaultOf(part)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>The id that MLflow gives to what two texts name.</summary>
    public static string IdOf(string first, string second)
    {
#pragma warning disable CA5351 // An id that MLflow computes in this way, no protection.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(first + second)));
#pragma warning restore CA5351
    }

    /// <summary>A text that MLflow leaves out if there is none.</summary>
    public static string? OrNull(string text) => text.Length > 0 ? text : null;

    private static string? FaultOfId(string id, int most, string[] reserved)
    {
        if (id.Length == 0 || id.Length > most || !char.IsAsciiLetterOrDigit(id[0]) || !id.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
            return "MLflow's file store has no such ids";
        return reserved.Contains(id, StringComparer.OrdinalIgnoreCase) ? $"'{id}' has another meaning in MLflow's file store" : FaultOf(id);
    }

    private static bool IsWindowsName(string name) =>
        !OperatingSystem.IsWindows() || (name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 && name[^1] is not (' ' or '.'));
}
