using Leat.Testing.Servers;

namespace Leat.Conformance.Tests;

/// <summary>The tests that share one server process, one class after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RealServerGroup : ICollectionFixture<ServerFixture>
{
    public const string Name = "real server";
}
