using System.Text.Json;
using Leat.Client.Tests.EndToEnd;

namespace Leat.Client.Tests.Processes;

public sealed class PackageTests
{
    /// <summary>Mentions SQLite only in its URI and calls nothing to register it.</summary>
    private const string Program = """
        using Leat.Client;

        Tracking.SetTrackingUri("sqlite:///packed.db");
        await using (var run = await Tracking.StartRunAsync("packed"))
            run.LogMetric("m", 1);
        await Tracking.ShutdownAsync();
        """;

    [Fact]
    public async Task A_program_that_references_the_package_logs_to_sqlite_without_registering_it()
    {
        using var directory = new TemporaryDirectory();
        foreach (var name in Packages())
            await SucceedAsync(directory, "pack", Source(name), "--no-build", "-c", BuildFacts.Configuration, "-o", directory.File("feed"));
        // Beside the packages, not above them: their sources must not become part of the program.
        var program = Directory.CreateDirectory(directory.File("program")).FullName;
        await File.WriteAllTextAsync(Path.Combine(program, "Program.cs"), Program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(program, "program.csproj"), Project(directory), TestContext.Current.CancellationToken);

        await SucceedAsync(directory, "run", "--project", program);
        File.Exists(directory.File("packed.db")).ShouldBeTrue();

        // Without what the package adds to the program there is no store, which proves that this made it work.
        var without = await DotnetProcess.RunAsync(directory.Path, ["run", "--project", program, "-p:LeatRegisterStores=false"]);
        without.ExitCode.ShouldNotBe(0);
        without.Output.ShouldContain("needs the in-process SQLite store");
    }

    /// <summary>The package and our packages that it depends on, as its lock file names them, in lower case.</summary>
    private static IEnumerable<string> Packages()
    {
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(BuildFacts.SourceDirectory, "Leat", "packages.lock.json")));
        var needed = locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() == "Project").Select(package => package.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        needed.Add("Leat");
        return Directory.GetDirectories(BuildFacts.SourceDirectory).Select(folder => Path.GetFileName(folder)!).Where(needed.Contains);
    }

    private static string Source(string name) => Path.Combine(BuildFacts.SourceDirectory, name, name + ".csproj");

    /// <summary>Our packages come from the feed just built and go into a separate folder, because a package with the same version in the
    /// user's folder would win; other packages are taken from there.</summary>
    private static string Project(TemporaryDirectory directory) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <RestoreAdditionalProjectSources>{directory.File("feed")}</RestoreAdditionalProjectSources>
            <RestorePackagesPath>{directory.File("packages")}</RestorePackagesPath>
            <RestoreFallbackFolders>{UserPackages()}</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Leat" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private static string UserPackages()
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static async Task SucceedAsync(TemporaryDirectory directory, params string[] arguments)
    {
        var ended = await DotnetProcess.RunAsync(directory.Path, arguments);
        ended.ExitCode.ShouldBe(0, ended.Output);
    }
}
