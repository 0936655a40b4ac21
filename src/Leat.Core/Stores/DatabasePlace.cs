namespace Leat.Core;

/// <summary>A server of a database.</summary>
/// <param name="Host">Name or address, an IPv6 address without brackets.</param>
/// <param name="Port">1 to 65,535.</param>
public readonly record struct DatabasePlace(string Host, int Port);
