using Leat.Core.Artifacts;

namespace Leat.Core.Tests.Artifacts;

public sealed class ArtifactPathTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(".", "")]
    [InlineData("a.txt", "a.txt")]
    [InlineData("dir/deep/c.bin", "dir/deep/c.bin")]
    [InlineData("dir/", "dir")]
    [InlineData("a//b", "a/b")]
    [InlineData("./a/./b", "a/b")]
    [InlineData("a%20b.txt", "a b.txt")]
    [InlineData("a%2520b", "a b")]
    [InlineData("a+b", "a+b")]
    [InlineData("100%", "100%")]
    [InlineData("50%zz%4", "50%zz%4")]
    [InlineData("%E6%97%A5%E6%9C%AC.txt", "日本.txt")]
    [InlineData("%F0%9F%9A%80", "🚀")]
    [InlineData("..a/b../...", "..a/b../...")]
    [InlineData("models:v1/x", "models:v1/x")]
    [InlineData("a/C:/b", "a/C:/b")]
    [InlineData("root/%2Fetc%2Fpasswd", "root/etc/passwd")]
    [InlineData("filed/x", "filed/x")]
    public void A_safe_path_gets_its_normal_form(string? path, string expected) => ArtifactPath.Parse(path).ShouldBe(expected);

    [Theory]
    [InlineData("a\nb", "a%0ab")]
    [InlineData("a%0ab", "a%0ab")]
    [InlineData("a%250Ab", "a%0ab")]
    [InlineData("\u007f", "%7f")]
    [InlineData("%1b[31mred", "%1b[31mred")]
    [InlineData("a%C2%85b", "a%c2%85b")]
    public void Control_characters_become_text(string path, string expected)
    {
        ArtifactPath.Parse(path).ShouldBe(expected);
        ArtifactPath.Parse(expected).ShouldBe(expected);
    }

    [Theory]
    // Parents, plain and in the middle.
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData("../x")]
    [InlineData("dir/..")]
    [InlineData("dir/../..")]
    [InlineData("dir/../x")]
    [InlineData("dir/./../x")]
    [InlineData("dir//..//x")]
    // Encoded once, twice, in parts, up to the limit.
    [InlineData("%2e%2e")]
    [InlineData("%2E%2E/x")]
    [InlineData(".%2e/x")]
    [InlineData("..%2f..")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("dir%2f..%2fx")]
    [InlineData("%252e%252e")]
    [InlineData("%252e%252e%252f")]
    [InlineData("..%252f..%252fx")]
    [InlineData("%25252e%25252e")]
    [InlineData("%%32%65%%32%65/x")]
    [InlineData("%2525252525252525252e%2525252525252525252e")]
    // Encoded more often than anyone would.
    [InlineData("%25252525252525252525252541")]
    // Absolute.
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("//etc/passwd")]
    [InlineData("%2fetc")]
    [InlineData("%252fetc")]
    // Windows: backslashes, drives, shares, devices.
    [InlineData("..\\x")]
    [InlineData("dir\\..\\..\\x")]
    [InlineData("..%5c..%5cx")]
    [InlineData("a\\b")]
    [InlineData("a%5Cb")]
    [InlineData("C:\\Windows")]
    [InlineData("C:/Windows")]
    [InlineData("c%3A/Windows")]
    [InlineData("C:x")]
    [InlineData("./C:/Windows")]
    [InlineData("\\\\server\\share")]
    [InlineData("\\\\?\\C:\\x")]
    // URIs of files.
    [InlineData("file:///etc")]
    [InlineData("FILE:/etc")]
    [InlineData("file:etc")]
    [InlineData("./file:///etc")]
    [InlineData("file%3a///etc")]
    // Characters that end a path elsewhere.
    [InlineData("a#b")]
    [InlineData("a%23b")]
    [InlineData("a%2523b")]
    [InlineData("a\0b")]
    [InlineData("a.txt%00.png")]
    [InlineData("%2500")]
    // Overlong and otherwise broken UTF-8.
    [InlineData("%c0%ae%c0%ae/x")]
    [InlineData("..%c0%afx")]
    [InlineData("%e0%80%ae")]
    [InlineData("%f0%80%80%ae")]
    [InlineData("%c0%2e")]
    [InlineData("%ff")]
    [InlineData("%ed%a0%80")]
    public void A_path_that_may_lead_outside_is_refused(string path)
    {
        var error = Should.Throw<LeatException>(() => ArtifactPath.Parse(path));

        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        error.Message.ShouldBe("Invalid path");
    }

    [Fact]
    public void An_unpaired_surrogate_is_refused() =>
        Should.Throw<LeatException>(() => ArtifactPath.Parse("a\ud800b")).Message.ShouldBe("Invalid path");

    [Theory]
    [InlineData("\uff0e\uff0e/x")]
    [InlineData("\u2024\u2024/x")]
    [InlineData("a\u2215b")]
    [InlineData("\ufffd")]
    public void Lookalikes_of_dots_and_slashes_are_ordinary_letters(string path) => ArtifactPath.Parse(path).ShouldBe(path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("./")]
    [InlineData("%2e")]
    public void Where_a_file_is_needed_the_root_is_refused(string? path) =>
        Should.Throw<LeatException>(() => ArtifactPath.ParseNonRoot(path)).Message.ShouldBe("Invalid path");

    [Theory]
    [InlineData(null, "a", "a")]
    [InlineData("", "a", "a")]
    [InlineData("a", null, "a")]
    [InlineData("a", "b/c", "a/b/c")]
    [InlineData("", "", "")]
    public void Paths_are_joined_with_one_slash(string? parent, string? child, string expected) =>
        ArtifactPath.Combine(parent, child).ShouldBe(expected);

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a/b.txt", "b.txt")]
    public void The_name_is_the_last_segment(string path, string expected) => ArtifactPath.GetName(path).ShouldBe(expected);

    [Fact]
    public void In_a_url_each_segment_is_escaped_and_comes_back()
    {
        const string path = "dir/a b#?%0a+&日.txt";

        var escaped = ArtifactPath.EscapeForUrl(path);

        escaped.ShouldBe("dir/a%20b%23%3F%250a%2B%26%E6%97%A5.txt");
        Uri.UnescapeDataString(escaped).ShouldBe(path);
    }
}
