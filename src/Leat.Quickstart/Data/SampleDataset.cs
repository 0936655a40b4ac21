namespace Leat.Quickstart.Data;

/// <summary>A data set of ours and the digest of the file it came from.</summary>
internal sealed record SampleDataset(LabeledData Rows, string Digest);
