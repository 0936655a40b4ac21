using System.Security.Cryptography;

namespace Leat.Quickstart.Data;

/// <summary>The data sets embedded in this assembly (origins: <c>Data/README.md</c>).</summary>
internal static class SampleDatasets
{
    private static readonly Dictionary<string, string> Origins = new(StringComparer.Ordinal)
    {
        ["digits"] = "https://doi.org/10.24432/C50P49",
        ["wine"] = "https://doi.org/10.24432/C5PC7J",
        ["iris"] = "https://doi.org/10.24432/C56C76",
        ["breast_cancer"] = "https://doi.org/10.24432/C5DW2B",
    };

    /// <summary>Reads one of <see cref="QuickstartOptions.Datasets"/>.</summary>
    public static SampleDataset Load(string name)
    {
        var csv = ReadResource(name);
        using var text = new StreamReader(new MemoryStream(csv));
        return new SampleDataset(LabeledCsv.Read(name, text), Digest(csv), Origins[name]);
    }

    private static byte[] ReadResource(string name)
    {
        using var stream = typeof(SampleDatasets).Assembly.GetManifestResourceStream($"{name}.csv")
            ?? throw new ArgumentException(
                $"There is no data set '{name}'; there are {string.Join(", ", QuickstartOptions.Datasets)}.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Eight hex digits, as long as the official clients' digests.</summary>
    private static string Digest(byte[] csv) => Convert.ToHexStringLower(SHA256.HashData(csv).AsSpan(0, 4));
}
