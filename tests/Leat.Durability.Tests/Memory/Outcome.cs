namespace Leat.Durability.Tests.Memory;

/// <summary>How one request ended.</summary>
/// <param name="Call">What it was.</param>
/// <param name="Status">Its status; 0 if the connection broke before the answer, -1 if within it.</param>
/// <param name="Retry">Whether it said when to try again.</param>
/// <param name="SendsBody">Whether the request had a body.</param>
internal sealed record Outcome(string Call, int Status, bool Retry, bool SendsBody);
