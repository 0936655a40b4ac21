namespace Leat.Transfer;

/// <summary>The things of one kind on both sides.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="InSource">How many the source holds.</param>
/// <param name="Here">How many of them are here.</param>
/// <param name="SourceChecksum">A checksum of those in the source, in whatever order they are read: 32 hexadecimal digits.</param>
/// <param name="HereChecksum">The checksum of those here.</param>
public sealed record VerifyCount(TransferKind Kind, long InSource, long Here, string SourceChecksum, string HereChecksum);

/// <summary>A difference between a thing in the source and the same thing here.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Which one.</param>
/// <param name="Text">What differs, to be read behind the id: <c>lacks the param 'lr'</c>.</param>
/// <param name="IsMissing">Whether something of the source is not here.</param>
public sealed record VerifyDifference(TransferKind Kind, string Id, string Text, bool IsMissing);

/// <summary>What a comparison found.</summary>
/// <param name="Counts">By kind.</param>
/// <param name="Points">How many points of metrics were compared.</param>
/// <param name="Differences">The first thousand of each kind.</param>
/// <param name="DifferenceCount">How many there are in all.</param>
/// <param name="MissingCount">How many of them say that something is not here.</param>
public sealed record VerifyReport(
    IReadOnlyList<VerifyCount> Counts, long Points, IReadOnlyList<VerifyDifference> Differences, long DifferenceCount, long MissingCount);
